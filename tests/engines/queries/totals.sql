-- What the archive holds. A poll with an empty list has no row, so it does not count.
SELECT count(DISTINCT poll_time) AS polls, count(*) AS rows, count(DISTINCT id) AS sessions
FROM polls
