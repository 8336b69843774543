-- Sessions whose technician changed between two polls.
SELECT count(DISTINCT id) AS sessions
FROM (
    SELECT id, technician_id, lag(technician_id) OVER (PARTITION BY id ORDER BY poll_time) AS before
    FROM polls
) AS pairs
WHERE before <> 0 AND technician_id <> 0 AND before <> technician_id
