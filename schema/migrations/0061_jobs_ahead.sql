-- What is ahead of a participant has an index that holds nothing else; with this one beside it, it was passed over.
DROP INDEX jobs_of_participant_by_start;
