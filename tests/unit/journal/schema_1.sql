-- the tables of a journal of version 1, as Netpost 0.1.0 made them
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- mark: every UID up to it has a row in uids, or arrived before read_since
CREATE TABLE folders (folder TEXT PRIMARY KEY, uidvalidity INTEGER NOT NULL, mark INTEGER NOT NULL) WITHOUT ROWID;
-- state: new, failed (next_try tells when), done, review, gone
CREATE TABLE uids (
    folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL,
    state TEXT NOT NULL, mail INTEGER REFERENCES mails, tries INTEGER NOT NULL DEFAULT 0, next_try TEXT, fault TEXT,
    -- what is still to be done on the server: flag, move or nothing
    wanted TEXT, is_flagged INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder, uidvalidity, uid)) WITHOUT ROWID;
CREATE INDEX uids_open ON uids (state) WHERE state IN ('new', 'failed', 'review');
CREATE INDEX uids_wanted ON uids (wanted) WHERE wanted IS NOT NULL;
-- state: done, review, older; closed: how a review ended (answered, unflagged, moved)
CREATE TABLE mails (
    id INTEGER PRIMARY KEY, message_id TEXT, fingerprint TEXT NOT NULL, arrived TEXT NOT NULL, written TEXT,
    sender TEXT NOT NULL, sender_name TEXT NOT NULL, subject TEXT NOT NULL, intent TEXT NOT NULL, state TEXT NOT NULL, reasons TEXT NOT NULL,
    unused_text TEXT NOT NULL, references_to TEXT NOT NULL, decided_at TEXT NOT NULL, is_urgent INTEGER NOT NULL,
    closed TEXT, closed_at TEXT, reported_on TEXT);
CREATE INDEX mails_message_id ON mails (message_id);
CREATE INDEX mails_fingerprint ON mails (fingerprint);
CREATE INDEX mails_review ON mails (state) WHERE closed IS NULL AND state = 'review';

-- position: the staff's row order
CREATE TABLE members (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, cells TEXT NOT NULL) WITHOUT ROWID;
-- number: how many times the person has joined; kept when the row is deleted, as it may come back
CREATE TABLE memberships (member TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
-- author: netpost or staff; mail: the one that caused it
CREATE TABLE changes (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, member TEXT NOT NULL, field TEXT, old TEXT, new TEXT,
    author TEXT NOT NULL, mail INTEGER REFERENCES mails, why TEXT NOT NULL, reported_on TEXT);
CREATE INDEX changes_member ON changes (member, field);
-- state: pending (about to be written), written, found (saved by staff), unmerged, refused
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, author TEXT NOT NULL, state TEXT NOT NULL, digest TEXT NOT NULL,
    data BLOB NOT NULL);
CREATE INDEX versions_digest ON versions (digest);

-- state: owed, held, sending, sent, refused, unknown, missed, withdrawn
CREATE TABLE owed (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, members TEXT NOT NULL, meetings TEXT NOT NULL, occasion TEXT NOT NULL,
    recipient TEXT NOT NULL, mail INTEGER REFERENCES mails, options TEXT NOT NULL, why TEXT NOT NULL,
    state TEXT NOT NULL, created_at TEXT NOT NULL, due_at TEXT, is_by_staff INTEGER NOT NULL DEFAULT 0,
    is_released INTEGER NOT NULL DEFAULT 0, detail TEXT NOT NULL DEFAULT '',
    message_id TEXT, frozen BLOB, tries INTEGER NOT NULL DEFAULT 0, next_try TEXT, attempted_at TEXT, sent_at TEXT,
    copy TEXT, reported_on TEXT) WITHOUT ROWID;
CREATE INDEX owed_state ON owed (state);
CREATE INDEX owed_message_id ON owed (message_id);
-- one row a person, kind, meeting and occasion: what makes a second mail impossible
CREATE TABLE owed_to (
    member TEXT NOT NULL, kind TEXT NOT NULL, meeting TEXT NOT NULL, occasion TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (member, kind, meeting, occasion)) WITHOUT ROWID;
-- the calendar entries that members hold; print: time and place as last sent
CREATE TABLE invitations (
    member TEXT NOT NULL, meeting TEXT NOT NULL, uid TEXT NOT NULL, sequence INTEGER NOT NULL, print TEXT NOT NULL,
    partstat TEXT NOT NULL, is_cancelled INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (member, meeting)) WITHOUT ROWID;
CREATE INDEX invitations_uid ON invitations (uid);

-- a sentence for the next report; key: the same fault is told once until it ends
CREATE TABLE notices (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, sentence TEXT NOT NULL,
    is_urgent INTEGER NOT NULL DEFAULT 0, is_open INTEGER NOT NULL DEFAULT 1, reported_on TEXT);
CREATE INDEX notices_key ON notices (key);
