/// The server with its own engines: PostgreSQL, Kafka, Redis and Neo4j as supervised child processes.
///
/// Everything lives in one data folder:
/// ```
/// lock               held while a server runs on the folder
/// credentials.json   generated passwords, readable by the owner only
/// engines/NAME-HASH  an engine's program, as unpacked from the jar
/// NAME               an engine's data
/// logs/NAME.log      what an engine prints, and NAME.log.1 before that
/// run/NAME.json      which process an engine is, so that an orphan is recognised
/// server             what the server itself keeps: state stores, signing keys
/// tmp                temporary files of all of them, emptied at the start
/// ```
@NullMarked
package io.hongyan.standalone;

import org.jspecify.annotations.NullMarked;
