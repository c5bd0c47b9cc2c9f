-- Settings of the protocol: rest after which the window locks, and whether annotators see who is photographed.
ALTER TABLE study ADD COLUMN idle_minutes INTEGER NOT NULL DEFAULT 10 CHECK (idle_minutes BETWEEN 1 AND 30);
ALTER TABLE study ADD COLUMN subject_shown INTEGER NOT NULL DEFAULT 0 CHECK (subject_shown IN (0, 1));

-- How many readers a photograph was assigned to at first: one that was taken back is missing until another is found.
ALTER TABLE photograph ADD COLUMN wanted INTEGER NOT NULL DEFAULT 0;
UPDATE photograph SET wanted = (SELECT count(*) FROM assignment a WHERE a.photograph = photograph.id);
