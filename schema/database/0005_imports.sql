-- Beside the ledger: what came of each import, for the coordinator.
CREATE TABLE import_report (
  id     INTEGER PRIMARY KEY,
  at_ms  INTEGER NOT NULL,
  report TEXT NOT NULL                      -- JSON: counts, and files refused, passed over or updated
) STRICT;

-- Refusals were one list, by file name alone, whichever import they came from.
INSERT INTO import_report (at_ms, report)
  SELECT max(at_ms), json_object('refused', json_group_array(json_object('path', file_name, 'code', reason)))
  FROM refusal HAVING count(*) > 0;
DROP TABLE refusal;
