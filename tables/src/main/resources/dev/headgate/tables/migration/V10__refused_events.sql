-- SPDX-License-Identifier: Apache-2.0
-- Events that the ingest service has refused are dead letters too.

COMMENT ON COLUMN dead_letter.stage IS 'Where it failed last: ingest (it was refused at the door), decode, identity, handle or land.';
