-- Sessions that came after the first poll, and those that left before the last.
SELECT
    count(CASE WHEN first_seen > (SELECT min(poll_time) FROM polls) THEN 1 END) AS new,
    count(CASE WHEN last_seen < (SELECT max(poll_time) FROM polls) THEN 1 END) AS gone
FROM (SELECT min(poll_time) AS first_seen, max(poll_time) AS last_seen FROM polls GROUP BY id) AS sessions
