-- Settings of the protocol: rest after which the window locks, and whether annotators see who is photographed.
ALTER TABLE study ADD COLUMN idle_minutes INTEGER NOT NULL DEFAULT 10 CHECK (idle_minutes BETWEEN 1 AND 30);
ALTER TABLE study ADD COLUMN subject_shown INTEGER NOT NULL DEFAULT 0 CHECK (subject_shown IN (0, 1));
