-- Adds a post to those timelines that are there, and keeps each at its length: what is trimmed raises the floor.
--
-- KEYS[…]  sorted set  timelines, see io.hongyan.feed.timeline
-- ARGV[1]  text        the post: <19 digits>:<author>
-- ARGV[2]  integer     how many posts a timeline keeps

for _, key in ipairs(KEYS) do
  local state = redis.call('ZREVRANGEBYLEX', key, '+', '[~', 'LIMIT', 0, 1)[1]
  if state then
    local finished = string.sub(state, 1, 3) == '~T:'
    if not finished or string.sub(ARGV[1], 1, 19) > string.sub(state, 4, 22) then
      redis.call('ZADD', key, 0, ARGV[1])
    end
    if finished and redis.call('ZCARD', key) > tonumber(ARGV[2]) + 1 then
      local lowest = redis.call('ZRANGE', key, 0, 0)[1]
      redis.call('ZREM', key, lowest, state)
      redis.call('ZADD', key, 0, '~T:' .. string.sub(lowest, 1, 19) .. string.sub(state, 23))
    end
  end
end
return 1
