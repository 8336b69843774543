-- The median wait per channel and hour of the start: the Waiting Time of the last row of each session that waits no more.
SELECT entry AS channel, CAST(extract(hour FROM start_time) AS BIGINT) AS hour, count(*) AS sessions, median(wait) AS median
FROM (
    SELECT entry, start_time, status, CAST(waiting_time AS DOUBLE) AS wait,
        row_number() OVER (PARTITION BY id ORDER BY poll_time DESC) AS from_last
    FROM polls
) AS seen
WHERE from_last = 1 AND status NOT IN ('Connecting', 'Waiting')
GROUP BY entry, extract(hour FROM start_time)
ORDER BY channel, hour
