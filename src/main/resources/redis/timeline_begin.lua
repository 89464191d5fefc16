-- Begins to make a timeline anew: what was there is gone, and from here on posts are added to it.
--
-- KEYS[1]  sorted set  a timeline, see io.hongyan.feed.timeline
-- ARGV[1]  text        the token of whoever makes it
-- ARGV[2]  integer     milliseconds after which it is gone, if nobody finishes

redis.call('DEL', KEYS[1])
redis.call('ZADD', KEYS[1], 0, '~B:' .. ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
