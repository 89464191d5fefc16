-- Reads a timeline. Answers its floor and then posts, the newest first; nothing where it isn't of these authors, is
-- being made, or was kept over a restart of Redis, which may have lost the last posts of it.
--
-- KEYS[1]  sorted set  a timeline, see io.hongyan.feed.timeline
-- ARGV[1]  text        the print of the authors
-- ARGV[2]  text        below which post, 19 digits
-- ARGV[3]  integer     how many posts at most

local state = redis.call('ZREVRANGEBYLEX', KEYS[1], '+', '[~', 'LIMIT', 0, 1)[1]
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
if not state or string.sub(state, 1, 3) ~= '~T:' or string.sub(state, 23) ~= ':' .. run .. ':' .. ARGV[1] then
  return {}
end
local found = redis.call('ZREVRANGEBYLEX', KEYS[1], '(' .. ARGV[2], '-', 'LIMIT', 0, ARGV[3])
table.insert(found, 1, string.sub(state, 4, 22))
return found
