-- How often each status was seen.
SELECT status, count(*) AS rows
FROM polls
GROUP BY status
ORDER BY status
