-- Answers which run of Redis this is: another one after every restart.

return string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
