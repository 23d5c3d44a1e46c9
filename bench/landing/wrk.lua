-- Posts the bodies of a file (workflow, tab, body) in turn; ends with a line of JSON.
local made, at = {}, 0

function init(args)
    for line in io.lines(args[1]) do
        local slug, body = line:match("^(.-)\t(.*)$")
        made[#made + 1] = wrk.format("POST", "/ingest/" .. slug, { ["Content-Type"] = "application/json" }, body)
    end
end

function request()
    at = at % #made + 1
    return made[at]
end

function done(summary, latency, _)
    local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    io.write(string.format(
        '\n{"answers": %d, "seconds": %f, "refused": %d, "lost": %d, "p50": %f, "p99": %f}\n',
        summary.requests, summary.duration / 1e6, summary.errors.status, lost,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000
    ))
end
