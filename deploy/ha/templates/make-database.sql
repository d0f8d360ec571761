-- Once, when the set is made: who owns the database, and who serves from it.
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
CREATE ROLE emplooi_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '@owner_password@';
CREATE ROLE emplooi_server LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '@server_password@';
CREATE DATABASE emplooi OWNER emplooi_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
REVOKE CONNECT ON DATABASE emplooi FROM PUBLIC;
GRANT CONNECT ON DATABASE emplooi TO emplooi_server;
