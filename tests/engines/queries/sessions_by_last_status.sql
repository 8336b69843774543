-- How sessions ended, or how they were when last seen.
SELECT status, count(*) AS sessions
FROM (SELECT status, row_number() OVER (PARTITION BY id ORDER BY poll_time DESC) AS from_last FROM polls) AS seen
WHERE from_last = 1
GROUP BY status
ORDER BY status
