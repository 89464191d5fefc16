export { match } from "pinyin-pro";
