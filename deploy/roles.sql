-- Two roles of PostgreSQL, run in the database as its superuser before the tables are made and again after each
-- `python -m store migrate`; doing it twice changes nothing.
--
--   dti_owner   makes and changes the tables, at an upgrade, and is used for nothing else
--   dti         what the server signs in as: it reads and writes rows, and makes, changes or empties no table
--
-- What is never changed once it is written cannot be: entries of the trail are added only, and neither the rows nor the
-- documents of a release are written over, nor what a change of units says. Give both a password: \password dti_owner, \password dti

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dti_owner') THEN
        CREATE ROLE dti_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dti') THEN
        CREATE ROLE dti LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO dti_owner, dti', current_database());
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO dti_owner;
GRANT USAGE ON SCHEMA public TO dti;

-- Tables that a later version adds as well.
ALTER DEFAULT PRIVILEGES FOR ROLE dti_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO dti;
ALTER DEFAULT PRIVILEGES FOR ROLE dti_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO dti;

-- What was made as somebody else, before there were two roles.
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT oid::regclass AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relowner <> 'dti_owner'::regrole
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO dti_owner', found.name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO dti', found.name);
    END LOOP;
    FOR found IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proowner <> 'dti_owner'::regrole
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO dti_owner', found.name);
    END LOOP;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO dti;
END $$;

DO $$
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM dti;
        REVOKE UPDATE, DELETE ON audit FROM dti;
        REVOKE INSERT, DELETE ON audit_head FROM dti;
        REVOKE UPDATE ON releases, documents FROM dti;
    END IF;
    IF to_regclass('public.registers') IS NOT NULL THEN
        REVOKE UPDATE, DELETE ON registers FROM dti;
        GRANT UPDATE (state, version, effective_at, reason, decided_name, changed_at) ON registers TO dti;
    END IF;
END $$;
