// People, each once. A statement ends with a semicolon at the end of its line; all may be run again.
CREATE CONSTRAINT user_id IF NOT EXISTS FOR (user:User) REQUIRE user.id IS UNIQUE;

// A request is found by its id, and those of a person newest first.
CREATE INDEX requested_id IF NOT EXISTS FOR ()-[requested:REQUESTED]-() ON (requested.id);
CREATE INDEX requested_source IF NOT EXISTS FOR ()-[requested:REQUESTED]-() ON (requested.source, requested.id);
CREATE INDEX requested_target IF NOT EXISTS FOR ()-[requested:REQUESTED]-() ON (requested.target, requested.id);

// A person's contacts, and those that were, in the order in which they changed.
CREATE INDEX friend_version IF NOT EXISTS FOR ()-[friend:FRIEND]-() ON (friend.owner, friend.version);
CREATE INDEX former_version IF NOT EXISTS FOR ()-[former:FORMER]-() ON (former.owner, former.version);

// Followers, those they follow, and the blocked, newest first.
CREATE INDEX follows_source IF NOT EXISTS FOR ()-[follows:FOLLOWS]-() ON (follows.source, follows.number);
CREATE INDEX follows_target IF NOT EXISTS FOR ()-[follows:FOLLOWS]-() ON (follows.target, follows.number);
CREATE INDEX blocks_source IF NOT EXISTS FOR ()-[blocks:BLOCKS]-() ON (blocks.source, blocks.number);
