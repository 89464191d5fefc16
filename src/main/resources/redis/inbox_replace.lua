-- Puts an inbox that was made anew in the place of the one that is there, of which what is older and what is newer
-- stays.
--
-- KEYS[1] stream: the inbox
-- KEYS[2] stream: the same as it was made anew; gone afterwards
-- KEYS[3] stream: where they are put together; nothing before and after
-- ARGV[1] integer: how long it is kept from now on, in milliseconds
local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
if not first then
  return 0
end
local function copy(key, from, to)
  for _, entry in ipairs(redis.call('XRANGE', key, from, to)) do
    redis.call('XADD', KEYS[3], entry[1], unpack(entry[2]))
  end
end
redis.call('DEL', KEYS[3])
copy(KEYS[1], '-', '(' .. first[1])
copy(KEYS[2], '-', '+')
copy(KEYS[1], '(' .. last[1], '+')
redis.call('RENAME', KEYS[3], KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[2])
return 1
