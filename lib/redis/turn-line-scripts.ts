/**
 * The queue's decisions, each one step in Redis. KEYS[1] is who runs: `<turnId> <key> <key> …`, a lease that expires
 * with its process. KEYS[2] is what waits: a hash of turnId, message and keys (one JSON object a line). Whoever finds
 * its place taken has to find by whom, so that is written in the step that takes it.
 */

const firstWord = `local function first_word(text) return string.match(text, '^(%S+)') end `;

/** ARGV: turnId, lease, leaseMs → run, or the turn of somebody else. Never waits: for newcomers, who run already. */
export const occupyScript = `if not redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3], 'NX') then return 'other' end return 'run'`;

/**
 * ARGV: turnId, lease, leaseMs, own key or '', 'try' or 'wait', message, keys, waitMs, longest message, what the name
 * of a superseded turn's answer begins with, ms to keep it.
 * → {run} | {repeat, turnId} | {busy} | {long} | {wait, superseded turnId or '', message and keys, with what was joined}
 */
export const enterScript = `${firstWord}
local running = redis.call('GET', KEYS[1])
local waiting = redis.call('HMGET', KEYS[2], 'turnId', 'message', 'keys')
if not running and not waiting[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return {'run'}
end
if ARGV[4] ~= '' then
  if running and string.find(running, ARGV[4], 1, true) then return {'repeat', first_word(running)} end
  if waiting[1] and string.find(waiting[3], ARGV[4], 1, true) then return {'repeat', waiting[1]} end
end
if ARGV[5] == 'try' then return {'busy'} end
local message, keys = ARGV[6], ARGV[7]
if waiting[1] then
  message = waiting[2] .. '\\n' .. message
  -- Characters of UTF-8: every byte that does not continue one.
  local _, characters = string.gsub(message, '[^\\128-\\191]', '')
  if characters > tonumber(ARGV[9]) then return {'long'} end
  keys = keys .. '\\n' .. waiting[3]
  redis.call('SET', ARGV[10] .. waiting[1], ARGV[1], 'PX', ARGV[11])
end
redis.call('HSET', KEYS[2], 'turnId', ARGV[1], 'message', message, 'keys', keys)
redis.call('PEXPIRE', KEYS[2], ARGV[8])
return {'wait', waiting[1] or '', message, keys}`;

/** ARGV: turnId, leaseMs. → {run, message, keys} | {gone} | {wait} */
export const advanceScript = `
local running = redis.call('GET', KEYS[1])
local waiting = redis.call('HMGET', KEYS[2], 'turnId', 'message', 'keys')
if waiting[1] ~= ARGV[1] then return {'gone'} end
if running then return {'wait'} end
local lease = ARGV[1]
for key in string.gmatch(waiting[3], '"key":"([^"]+)"') do lease = lease .. ' ' .. key end
redis.call('SET', KEYS[1], lease, 'PX', ARGV[2])
redis.call('DEL', KEYS[2])
return {'run', waiting[2], waiting[3]}`;

/**
 * Out of the line, wherever it stands: it may have got its turn without hearing of it.
 * ARGV: turnId. → {the turn that waits behind it or '', its own message and keys where it waited itself}
 */
export const leaveScript = `${firstWord}
local running = redis.call('GET', KEYS[1])
if running and first_word(running) == ARGV[1] then redis.call('DEL', KEYS[1]) end
local waiting = redis.call('HMGET', KEYS[2], 'turnId', 'message', 'keys')
if waiting[1] ~= ARGV[1] then return {waiting[1] or ''} end
redis.call('DEL', KEYS[2])
return {'', waiting[2], waiting[3]}`;

/** ARGV: turnId. → 1 where it runs or waits, else 0 */
export const standsScript = `${firstWord}
local running = redis.call('GET', KEYS[1])
if running and first_word(running) == ARGV[1] then return 1 end
return redis.call('HGET', KEYS[2], 'turnId') == ARGV[1] and 1 or 0`;

/** ARGV: turnId, lease, leaseMs. A lease that Redis lost is taken again where nobody else has it. */
export const renewScript = `${firstWord}
local running = redis.call('GET', KEYS[1])
if not running or first_word(running) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`;
