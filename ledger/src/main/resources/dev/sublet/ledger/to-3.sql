-- Version 2 to 3: the generation in a sealed file's name is the number of a commit, so that no name is used twice.
ALTER TABLE sealed_file ALTER COLUMN generation TYPE BIGINT;
