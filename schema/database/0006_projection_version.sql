-- Which version of projections.sql, and of what entries mean, the tables were computed with; one row.
CREATE TABLE projection (
  version TEXT NOT NULL
) STRICT;
INSERT INTO projection VALUES ('');
