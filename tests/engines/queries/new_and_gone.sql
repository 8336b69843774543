-- Sessions that came after the first poll, and those that left before the last.
SELECT
    count(CASE WHEN first_seen > first_poll THEN 1 END) AS new,
    count(CASE WHEN last_seen < last_poll THEN 1 END) AS gone
FROM (SELECT min(poll_time) AS first_seen, max(poll_time) AS last_seen FROM polls GROUP BY id) AS sessions
CROSS JOIN (SELECT min(poll_time) AS first_poll, max(poll_time) AS last_poll FROM polls) AS archive
