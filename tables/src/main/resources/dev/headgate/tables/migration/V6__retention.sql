-- SPDX-License-Identifier: Apache-2.0
-- Where a pipeline keeps its rows for some days only, removed ones must not pile up in between. Where
-- it keeps them for ever there are none, and this costs nothing.
ALTER TABLE event SET (autovacuum_vacuum_scale_factor = 0.02);
