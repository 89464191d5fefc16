-- Forgets the references of an inbox that are too old. Answers how many were forgotten.
--
-- KEYS[1]  stream   an inbox, see io.hongyan.sync.inbox
-- ARGV[1]  integer  milliseconds since 1970: what came before is too old

local forgotten = 0
while true do
  local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 100)
  local old = {}
  for _, entry in ipairs(first) do
    -- The only field's value ends with its time. Without one it is of an older program, and too old as well.
    local at = string.match(entry[2][2], '^%a .* (%d+)$')
    if not at or tonumber(at) < tonumber(ARGV[1]) then
      old[#old + 1] = entry[1]
    end
    if #old == 0 or old[#old] ~= entry[1] then
      break
    end
  end
  if #old == 0 then
    return forgotten
  end
  redis.call('XDEL', KEYS[1], unpack(old))
  forgotten = forgotten + #old
end
