-- SPDX-License-Identifier: Apache-2.0
-- A view for each topic, so that nobody who reads needs to know the numbers of topics.

ALTER TABLE topic_ref ADD COLUMN view_name text;
COMMENT ON COLUMN topic_ref.view_name IS 'The view of the topic''s events; null if it could not be made, and PostgreSQL''s log says why. Making the schema again makes it.';

-- The view comes with the topic, in the transaction that makes the topic known, by the rights of the
-- schema's owner: a consumer needs no right to create anything. Whatever is wrong with the view must
-- not keep events from landing, so it never fails.
CREATE FUNCTION topic_ref_view() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$function$
DECLARE
    digest CONSTANT text := left(encode(sha256(convert_to(NEW.topic_name, 'UTF8')), 'hex'), 16);
    label  CONSTANT text := format('The events of the topic %s, of all topics that ever had this name.', NEW.topic_name);
    names  text[];
    chosen text;
    found  oid;
    ours   boolean;
    part   record;
BEGIN
    NEW.view_name := NULL;
    -- One at a time: a view that another transaction is about to make is waited for.
    PERFORM pg_advisory_xact_lock(hashtextextended('headgate topic view ' || TG_TABLE_SCHEMA, 0));
    -- A plain name stands for itself; any other gets a digest, which no plain name ends in.
    IF NEW.topic_name ~ '^[a-z0-9_]{1,57}$' AND NEW.topic_name !~ '_[0-9a-f]{16}$' THEN
        names := ARRAY['topic_' || NEW.topic_name];
    END IF;
    names := names || ('topic_' || left(translate(lower(NEW.topic_name COLLATE "C"), '.-', '__'), 40) || '_' || digest);
    FOREACH chosen IN ARRAY names LOOP
        SELECT c.oid, c.relkind = 'v' AND obj_description(c.oid, 'pg_class') IS NOT DISTINCT FROM label
            INTO found, ours
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = TG_TABLE_SCHEMA AND c.relname = chosen;
        IF found IS NULL THEN
            EXECUTE format(
                'CREATE VIEW %1$I.%2$I AS'
                ' SELECT e.event_id, e.event_type, e.event_key, e.source, e.event_time, e.accepted_at, e.ingested_at,'
                ' e.content_type, e.data, e.data_bytes, e.kafka_partition, e.kafka_offset, e.topic_ref'
                ' FROM %1$I.event AS e JOIN %1$I.topic_ref AS t ON t.topic_ref = e.topic_ref'
                ' WHERE t.topic_name = %3$L',
                TG_TABLE_SCHEMA, chosen, NEW.topic_name);
            EXECUTE format('COMMENT ON VIEW %I.%I IS %L', TG_TABLE_SCHEMA, chosen, label);
            FOR part IN
                SELECT a.attname, col_description(a.attrelid, a.attnum) AS text
                FROM pg_attribute AS a JOIN pg_attribute AS v ON v.attname = a.attname
                WHERE a.attrelid = format('%I.event', TG_TABLE_SCHEMA)::regclass
                  AND v.attrelid = format('%I.%I', TG_TABLE_SCHEMA, chosen)::regclass
                  AND a.attnum > 0
            LOOP
                EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', TG_TABLE_SCHEMA, chosen, part.attname, part.text);
            END LOOP;
            -- Whoever may read all events may read them by topic.
            FOR part IN
                SELECT DISTINCT CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END AS reader
                FROM pg_class AS c, aclexplode(c.relacl) AS g
                WHERE c.oid = format('%I.event', TG_TABLE_SCHEMA)::regclass
                  AND g.privilege_type = 'SELECT' AND g.grantee <> c.relowner
            LOOP
                EXECUTE format('GRANT SELECT ON %I.%I TO %s', TG_TABLE_SCHEMA, chosen, part.reader);
            END LOOP;
        END IF;
        IF found IS NULL OR ours THEN
            NEW.view_name := chosen;
            RETURN NEW;
        END IF;
    END LOOP;
    RAISE WARNING 'the topic % gets no view: % is taken', NEW.topic_name, array_to_string(names, ' and ');
    RETURN NEW;
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'the topic % gets no view: %', NEW.topic_name, SQLERRM;
    NEW.view_name := NULL;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION topic_ref_view() IS 'Makes the view of a topic and enters its name.';

CREATE TRIGGER topic_ref_view BEFORE INSERT OR UPDATE ON topic_ref
    FOR EACH ROW EXECUTE FUNCTION topic_ref_view();

-- The topics that are known already.
UPDATE topic_ref SET view_name = NULL;
