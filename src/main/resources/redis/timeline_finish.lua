-- Finishes a timeline that was begun with this token. Answers 1, or 0 where somebody else has begun meanwhile, or it is
-- gone.
--
-- KEYS[1]  sorted set  a timeline, see io.hongyan.feed.timeline
-- ARGV[1]  text        the token
-- ARGV[2]  text        the floor, 19 digits
-- ARGV[3]  text        the run of Redis, and the print of the authors: <run>:<print>
-- ARGV[4]  integer     milliseconds for which it is kept
-- ARGV[5…] text        posts

if redis.call('ZREM', KEYS[1], '~B:' .. ARGV[1]) == 0 then
  return 0
end
for i = 5, #ARGV do
  redis.call('ZADD', KEYS[1], 0, ARGV[i])
end
redis.call('ZADD', KEYS[1], 0, '~T:' .. ARGV[2] .. ':' .. ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
