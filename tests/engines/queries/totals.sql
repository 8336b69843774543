-- What the archive holds.
SELECT count(DISTINCT poll_time) AS polls, count(*) AS rows, count(DISTINCT id) AS sessions
FROM polls
