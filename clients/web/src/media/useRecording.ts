import { useEffect, useRef, useState } from "react";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";

/** Speech needs no more, and ten minutes of it stay small. */
const BITS_A_SECOND = 32_000;
const LONGEST_MS = 10 * 60_000;
const TICK_MS = 200;
const ENDINGS: Record<string, string> = { "audio/mp4": "m4a", "audio/ogg": "ogg" };

export interface Recording {
  /** How much there is of it; undefined while nothing is recorded. */
  milliseconds: number | undefined;
  start(): void;
  cancel(): void;
  /** Ends it, and hands it on. */
  finish(): void;
}

/** Whether the browser lets a page record: over plain http it does so from the same machine only. */
export function canRecord(): boolean {
  return typeof MediaRecorder === "function" && (navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia !== undefined;
}

/** Records what somebody says, and gives it to `done`. */
export function useRecording(done: (file: File, durationMs: number) => void): Recording {
  const { t } = useI18n();
  const { say } = useToasts();
  const [milliseconds, setMilliseconds] = useState<number>();
  const running = useRef<{ recorder: MediaRecorder | undefined; began: number; isKept: boolean }>(undefined);
  const length = (began: number): number => Math.min(LONGEST_MS, Math.round(performance.now() - began));
  const isRecording = milliseconds !== undefined;
  const latest = useRef(done);
  latest.current = done;

  const end = (isKept: boolean): void => {
    const run = running.current;
    if (run !== undefined) {
      run.isKept = isKept;
      running.current = undefined;
      run.recorder?.stop();
    }
    setMilliseconds(undefined);
  };
  const record = async (): Promise<void> => {
    const run: NonNullable<typeof running.current> = { recorder: undefined, began: 0, isKept: false };
    running.current = run;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const release = (): void => stream.getTracks().forEach((track) => track.stop());
    if (running.current !== run) {
      release();
      return;
    }
    const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_A_SECOND });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.onstop = () => {
      release();
      if (run.isKept) {
        const type = recorder.mimeType.split(";")[0]!;
        latest.current(new File(pieces, `voice.${ENDINGS[type] ?? "webm"}`, { type }), length(run.began));
      }
    };
    run.recorder = recorder;
    run.began = performance.now();
    recorder.start();
    setMilliseconds(0);
  };
  useEffect(() => {
    if (!isRecording) {
      return undefined;
    }
    const timer = setInterval(() => {
      const run = running.current;
      if (run?.recorder?.state === "recording") {
        setMilliseconds(length(run.began));
        if (length(run.began) === LONGEST_MS) {
          run.recorder.pause();
        }
      }
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [isRecording]);
  // Whoever goes elsewhere doesn't send what they haven't ended.
  useEffect(() => () => {
    running.current?.recorder?.stop();
    running.current = undefined;
  }, []);
  return {
    milliseconds,
    start: () => {
      if (running.current === undefined) {
        record().catch(() => {
          running.current = undefined;
          say(t("noMicrophone"));
        });
      }
    },
    cancel: () => end(false),
    finish: () => end(true),
  };
}
