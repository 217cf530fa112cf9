--
-- PostgreSQL database dump
--

\restrict s2xbeO8vVoDO3FYe7QkFDTtERsSGx1qk29Ir0Dn8hkh3qY4tgjKr9bN4S93Sbh3

-- Dumped from database version 15.17
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: audit; Type: SCHEMA; Schema: -; Owner: shop_owner
--

CREATE SCHEMA audit;


ALTER SCHEMA audit OWNER TO shop_owner;

--
-- Name: sales; Type: SCHEMA; Schema: -; Owner: shop_owner
--

CREATE SCHEMA sales;


ALTER SCHEMA sales OWNER TO shop_owner;

--
-- Name: SCHEMA sales; Type: COMMENT; Schema: -; Owner: shop_owner
--

COMMENT ON SCHEMA sales IS 'What is sold; "quotes", ''apostrophes'' and ü';


--
-- Name: numeric_order; Type: COLLATION; Schema: sales; Owner: shop_owner
--

CREATE COLLATION sales.numeric_order (provider = icu, locale = 'und-u-kn-true');


ALTER COLLATION sales.numeric_order OWNER TO shop_owner;

--
-- Name: amcheck; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS amcheck WITH SCHEMA public;


--
-- Name: EXTENSION amcheck; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION amcheck IS 'functions for verifying relation integrity';


--
-- Name: bloom; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS bloom WITH SCHEMA public;


--
-- Name: EXTENSION bloom; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION bloom IS 'bloom access method - signature file based index';


--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';


--
-- Name: citext; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;


--
-- Name: EXTENSION citext; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';


--
-- Name: cube; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS cube WITH SCHEMA public;


--
-- Name: EXTENSION cube; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION cube IS 'data type for multidimensional cubes';


--
-- Name: dblink; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS dblink WITH SCHEMA public;


--
-- Name: EXTENSION dblink; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION dblink IS 'connect to other PostgreSQL databases from within a database';


--
-- Name: earthdistance; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS earthdistance WITH SCHEMA public;


--
-- Name: EXTENSION earthdistance; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION earthdistance IS 'calculate great-circle distances on the surface of the Earth';


--
-- Name: hstore; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;


--
-- Name: EXTENSION hstore; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';


--
-- Name: moddatetime; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS moddatetime WITH SCHEMA public;


--
-- Name: EXTENSION moddatetime; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION moddatetime IS 'functions for tracking last modification time';


--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;


--
-- Name: EXTENSION pg_trgm; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';


--
-- Name: pgcrypto; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;


--
-- Name: EXTENSION pgcrypto; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';


--
-- Name: pgstattuple; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pgstattuple WITH SCHEMA public;


--
-- Name: EXTENSION pgstattuple; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION pgstattuple IS 'show tuple-level statistics';


--
-- Name: postgres_fdw; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS postgres_fdw WITH SCHEMA public;


--
-- Name: EXTENSION postgres_fdw; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION postgres_fdw IS 'foreign-data wrapper for remote PostgreSQL servers';


--
-- Name: uuid-ossp; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;


--
-- Name: EXTENSION "uuid-ossp"; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION "uuid-ossp" IS 'generate universally unique identifiers (UUIDs)';


--
-- Name: address; Type: TYPE; Schema: sales; Owner: shop_owner
--

CREATE TYPE sales.address AS (
	street text,
	city text,
	zip text
);


ALTER TYPE sales.address OWNER TO shop_owner;

--
-- Name: email; Type: DOMAIN; Schema: sales; Owner: shop_owner
--

CREATE DOMAIN sales.email AS public.citext
	CONSTRAINT has_at CHECK ((VALUE OPERATOR(public.~) '@'::public.citext));


ALTER DOMAIN sales.email OWNER TO shop_owner;

--
-- Name: order_status; Type: TYPE; Schema: sales; Owner: shop_owner
--

CREATE TYPE sales.order_status AS ENUM (
    'new',
    'paid',
    'sent',
    'it''s back'
);


ALTER TYPE sales.order_status OWNER TO shop_owner;

--
-- Name: TYPE order_status; Type: COMMENT; Schema: sales; Owner: shop_owner
--

COMMENT ON TYPE sales.order_status IS 'of an order';


--
-- Name: period; Type: TYPE; Schema: sales; Owner: shop_owner
--

CREATE TYPE sales.period AS RANGE (
    subtype = date,
    multirange_type_name = sales.period_multirange
);


ALTER TYPE sales.period OWNER TO shop_owner;

--
-- Name: positive; Type: DOMAIN; Schema: sales; Owner: shop_owner
--

CREATE DOMAIN sales.positive AS numeric(12,2)
	CONSTRAINT positive_check CHECK ((VALUE > (0)::numeric));


ALTER DOMAIN sales.positive OWNER TO shop_owner;

--
-- Name: CAST (sales.address AS text); Type: CAST; Schema: -; Owner: -
--

CREATE CAST (sales.address AS text) WITH INOUT AS ASSIGNMENT;


--
-- Name: record_change(); Type: FUNCTION; Schema: audit; Owner: shop_owner
--

CREATE FUNCTION audit.record_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'audit', 'pg_temp'
    AS $$
BEGIN
  -- a comment; with a semicolon and a 'quote
  INSERT INTO changes (table_name, row_data) VALUES (TG_TABLE_NAME, to_jsonb(NEW));
  RETURN NEW;
END;
$$;


ALTER FUNCTION audit.record_change() OWNER TO shop_owner;

--
-- Name: close_orders(date); Type: PROCEDURE; Schema: sales; Owner: shop_owner
--

CREATE PROCEDURE sales.close_orders(IN before date)
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE sales.orders SET status = 'sent' WHERE ordered_on < before;
END
$$;


ALTER PROCEDURE sales.close_orders(IN before date) OWNER TO shop_owner;

--
-- Name: label(text, text[]); Type: FUNCTION; Schema: sales; Owner: shop_owner
--

CREATE FUNCTION sales.label(text, VARIADIC text[]) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $_$ SELECT $1 || ': ' || array_to_string($2, ', ') $_$;


ALTER FUNCTION sales.label(text, VARIADIC text[]) OWNER TO shop_owner;

--
-- Name: longer(text, text); Type: FUNCTION; Schema: sales; Owner: shop_owner
--

CREATE FUNCTION sales.longer(text, text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $_$SELECT CASE WHEN length($2) > length($1) THEN $2 ELSE $1 END$_$;


ALTER FUNCTION sales.longer(text, text) OWNER TO shop_owner;

--
-- Name: invoice_numbers; Type: SEQUENCE; Schema: sales; Owner: shop_owner
--

CREATE SEQUENCE sales.invoice_numbers
    START WITH 5000
    INCREMENT BY 5
    NO MINVALUE
    NO MAXVALUE
    CACHE 10;


ALTER TABLE sales.invoice_numbers OWNER TO shop_owner;

SET default_tablespace = '';

--
-- Name: orders; Type: TABLE; Schema: sales; Owner: shop_owner
--

CREATE TABLE sales.orders (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    ordered_on date NOT NULL,
    status sales.order_status DEFAULT 'new'::sales.order_status NOT NULL,
    total sales.positive,
    invoice bigint DEFAULT nextval('sales.invoice_numbers'::regclass),
    note text
)
PARTITION BY RANGE (ordered_on);


ALTER TABLE sales.orders OWNER TO shop_owner;

--
-- Name: TABLE orders; Type: COMMENT; Schema: sales; Owner: shop_owner
--

COMMENT ON TABLE sales.orders IS 'Orders; by year';


--
-- Name: COLUMN orders.note; Type: COMMENT; Schema: sales; Owner: shop_owner
--

COMMENT ON COLUMN sales.orders.note IS 'with a backslash \ and a
line break';


--
-- Name: total_of(bigint); Type: FUNCTION; Schema: sales; Owner: shop_owner
--

CREATE FUNCTION sales.total_of(customer bigint) RETURNS numeric
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT COALESCE(sum((orders.total)::numeric), (0)::numeric) AS "coalesce"
    FROM sales.orders
   WHERE (orders.customer_id = total_of.customer);
END;


ALTER FUNCTION sales.total_of(customer bigint) OWNER TO shop_owner;

--
-- Name: FUNCTION total_of(customer bigint); Type: COMMENT; Schema: sales; Owner: shop_owner
--

COMMENT ON FUNCTION sales.total_of(customer bigint) IS 'the sum';


--
-- Name: longest(text); Type: AGGREGATE; Schema: sales; Owner: shop_owner
--

CREATE AGGREGATE sales.longest(text) (
    SFUNC = sales.longer,
    STYPE = text,
    INITCOND = ''
);


ALTER AGGREGATE sales.longest(text) OWNER TO shop_owner;

--
-- Name: <~>; Type: OPERATOR; Schema: sales; Owner: shop_owner
--

CREATE OPERATOR sales.<~> (
    FUNCTION = sales.longer,
    LEFTARG = text,
    RIGHTARG = text
);


ALTER OPERATOR sales.<~> (text, text) OWNER TO shop_owner;

--
-- Name: simple_english; Type: TEXT SEARCH CONFIGURATION; Schema: sales; Owner: shop_owner
--

CREATE TEXT SEARCH CONFIGURATION sales.simple_english (
    PARSER = pg_catalog."default" );

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR asciiword WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR word WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR numword WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR email WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR url WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR host WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR sfloat WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR version WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR hword_numpart WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR hword_part WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR hword_asciipart WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR numhword WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR asciihword WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR hword WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR url_path WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR file WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR "float" WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR "int" WITH simple;

ALTER TEXT SEARCH CONFIGURATION sales.simple_english
    ADD MAPPING FOR uint WITH simple;


ALTER TEXT SEARCH CONFIGURATION sales.simple_english OWNER TO shop_owner;

--
-- Name: warehouse; Type: SERVER; Schema: -; Owner: postgres
--

CREATE SERVER warehouse FOREIGN DATA WRAPPER postgres_fdw OPTIONS (
    dbname 'stock',
    host 'warehouse.example'
);


ALTER SERVER warehouse OWNER TO postgres;

--
-- Name: USER MAPPING shop_app SERVER warehouse; Type: USER MAPPING; Schema: -; Owner: postgres
--

CREATE USER MAPPING FOR shop_app SERVER warehouse OPTIONS (
    password 'secret',
    "user" 'reader'
);


SET default_table_access_method = heap;

--
-- Name: cache; Type: TABLE; Schema: audit; Owner: shop_owner
--

CREATE UNLOGGED TABLE audit.cache (
    key text NOT NULL,
    value bytea
)
WITH (fillfactor='70');


ALTER TABLE audit.cache OWNER TO shop_owner;

--
-- Name: changes; Type: TABLE; Schema: audit; Owner: shop_owner
--

CREATE TABLE audit.changes (
    id bigint NOT NULL,
    table_name text NOT NULL,
    changed_at timestamp with time zone DEFAULT '2026-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    row_data jsonb
);


ALTER TABLE audit.changes OWNER TO shop_owner;

--
-- Name: changes_id_seq; Type: SEQUENCE; Schema: audit; Owner: shop_owner
--

CREATE SEQUENCE audit.changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE audit.changes_id_seq OWNER TO shop_owner;

--
-- Name: changes_id_seq; Type: SEQUENCE OWNED BY; Schema: audit; Owner: shop_owner
--

ALTER SEQUENCE audit.changes_id_seq OWNED BY audit.changes.id;


--
-- Name: bookings; Type: TABLE; Schema: sales; Owner: shop_owner
--

CREATE TABLE sales.bookings (
    room integer NOT NULL,
    during sales.period NOT NULL
);

ALTER TABLE ONLY sales.bookings FORCE ROW LEVEL SECURITY;


ALTER TABLE sales.bookings OWNER TO shop_owner;

--
-- Name: products; Type: TABLE; Schema: sales; Owner: shop_owner
--

CREATE TABLE sales.products (
    id integer NOT NULL,
    sku text NOT NULL COLLATE sales.numeric_order,
    price sales.positive NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    data jsonb,
    image oid,
    token uuid DEFAULT public.uuid_generate_v4()
);
ALTER TABLE ONLY sales.products ALTER COLUMN sku SET STATISTICS 500;

ALTER TABLE ONLY sales.products REPLICA IDENTITY FULL;


ALTER TABLE sales.products OWNER TO shop_owner;

--
-- Name: cheap_products; Type: VIEW; Schema: sales; Owner: shop_owner
--

CREATE VIEW sales.cheap_products AS
 SELECT products.id,
    products.sku,
    products.price
   FROM sales.products
  WHERE ((products.price)::numeric < (100)::numeric)
  WITH LOCAL CHECK OPTION;


ALTER TABLE sales.cheap_products OWNER TO shop_owner;

--
-- Name: customers; Type: TABLE; Schema: sales; Owner: shop_owner
--

CREATE TABLE sales.customers (
    id bigint NOT NULL,
    email sales.email NOT NULL,
    name text NOT NULL,
    search tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, name)) STORED,
    attributes public.hstore DEFAULT '"level"=>"1"'::public.hstore,
    home sales.address,
    location point,
    referred_by bigint,
    updated_at timestamp with time zone DEFAULT '2026-01-02 03:04:05+00'::timestamp with time zone NOT NULL
);


ALTER TABLE sales.customers OWNER TO shop_owner;

--
-- Name: customers_id_seq; Type: SEQUENCE; Schema: sales; Owner: shop_owner
--

ALTER TABLE sales.customers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sales.customers_id_seq
    START WITH 100
    INCREMENT BY 10
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: not_populated; Type: MATERIALIZED VIEW; Schema: sales; Owner: shop_owner
--

CREATE MATERIALIZED VIEW sales.not_populated AS
 SELECT 1 AS one
  WITH NO DATA;


ALTER TABLE sales.not_populated OWNER TO shop_owner;

--
-- Name: open_orders; Type: VIEW; Schema: sales; Owner: shop_owner
--

CREATE VIEW sales.open_orders WITH (security_barrier='true') AS
 SELECT o.id,
    c.name,
    o.total
   FROM (sales.orders o
     JOIN sales.customers c ON ((c.id = o.customer_id)))
  WHERE (o.status <> 'sent'::sales.order_status);


ALTER TABLE sales.open_orders OWNER TO shop_owner;

--
-- Name: orders_2025; Type: TABLE; Schema: sales; Owner: shop_owner
--

CREATE TABLE sales.orders_2025 (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    ordered_on date NOT NULL,
    status sales.order_status DEFAULT 'new'::sales.order_status NOT NULL,
    total sales.positive,
    invoice bigint DEFAULT nextval('sales.invoice_numbers'::regclass),
    note text
);


ALTER TABLE sales.orders_2025 OWNER TO shop_owner;

--
-- Name: orders_2026; Type: TABLE; Schema: sales; Owner: shop_owner
--

CREATE TABLE sales.orders_2026 (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    ordered_on date NOT NULL,
    status sales.order_status DEFAULT 'new'::sales.order_status NOT NULL,
    total sales.positive,
    invoice bigint DEFAULT nextval('sales.invoice_numbers'::regclass),
    note text
)
PARTITION BY LIST (status);


ALTER TABLE sales.orders_2026 OWNER TO shop_owner;

--
-- Name: orders_2026_new; Type: TABLE; Schema: sales; Owner: shop_owner
--

CREATE TABLE sales.orders_2026_new (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    ordered_on date NOT NULL,
    status sales.order_status DEFAULT 'new'::sales.order_status NOT NULL,
    total sales.positive,
    invoice bigint DEFAULT nextval('sales.invoice_numbers'::regclass),
    note text
);


ALTER TABLE sales.orders_2026_new OWNER TO shop_owner;

--
-- Name: orders_2026_other; Type: TABLE; Schema: sales; Owner: shop_owner
--

CREATE TABLE sales.orders_2026_other (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    ordered_on date NOT NULL,
    status sales.order_status DEFAULT 'new'::sales.order_status NOT NULL,
    total sales.positive,
    invoice bigint DEFAULT nextval('sales.invoice_numbers'::regclass),
    note text
);


ALTER TABLE sales.orders_2026_other OWNER TO shop_owner;

--
-- Name: orders_default; Type: TABLE; Schema: sales; Owner: shop_owner
--

CREATE TABLE sales.orders_default (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    ordered_on date NOT NULL,
    status sales.order_status DEFAULT 'new'::sales.order_status NOT NULL,
    total sales.positive,
    invoice bigint DEFAULT nextval('sales.invoice_numbers'::regclass),
    note text
);


ALTER TABLE sales.orders_default OWNER TO shop_owner;

--
-- Name: orders_id_seq; Type: SEQUENCE; Schema: sales; Owner: shop_owner
--

ALTER TABLE sales.orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sales.orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: products_id_seq; Type: SEQUENCE; Schema: sales; Owner: shop_owner
--

ALTER TABLE sales.products ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME sales.products_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: stock; Type: FOREIGN TABLE; Schema: sales; Owner: shop_owner
--

CREATE FOREIGN TABLE sales.stock (
    sku text,
    amount integer
)
SERVER warehouse
OPTIONS (
    schema_name 'public',
    table_name 'stock'
);


ALTER FOREIGN TABLE sales.stock OWNER TO shop_owner;

--
-- Name: totals; Type: MATERIALIZED VIEW; Schema: sales; Owner: shop_owner
--

CREATE MATERIALIZED VIEW sales.totals AS
 SELECT orders.customer_id,
    sum((orders.total)::numeric) AS total,
    count(*) AS orders
   FROM sales.orders
  GROUP BY orders.customer_id
  WITH NO DATA;


ALTER TABLE sales.totals OWNER TO shop_owner;

--
-- Name: orders_2025; Type: TABLE ATTACH; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders ATTACH PARTITION sales.orders_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');


--
-- Name: orders_2026; Type: TABLE ATTACH; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders ATTACH PARTITION sales.orders_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');


--
-- Name: orders_2026_new; Type: TABLE ATTACH; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders_2026 ATTACH PARTITION sales.orders_2026_new FOR VALUES IN ('new');


--
-- Name: orders_2026_other; Type: TABLE ATTACH; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders_2026 ATTACH PARTITION sales.orders_2026_other DEFAULT;


--
-- Name: orders_default; Type: TABLE ATTACH; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders ATTACH PARTITION sales.orders_default DEFAULT;


--
-- Name: changes id; Type: DEFAULT; Schema: audit; Owner: shop_owner
--

ALTER TABLE ONLY audit.changes ALTER COLUMN id SET DEFAULT nextval('audit.changes_id_seq'::regclass);


--
-- Name: 20001; Type: BLOB; Schema: -; Owner: shop_owner
--

SELECT pg_catalog.lo_create('20001');


ALTER LARGE OBJECT 20001 OWNER TO shop_owner;

--
-- Name: LARGE OBJECT 20001; Type: COMMENT; Schema: -; Owner: shop_owner
--

COMMENT ON LARGE OBJECT 20001 IS 'a picture';


--
-- Name: 20002; Type: BLOB; Schema: -; Owner: shop_owner
--

SELECT pg_catalog.lo_create('20002');


ALTER LARGE OBJECT 20002 OWNER TO shop_owner;

--
-- Data for Name: cache; Type: TABLE DATA; Schema: audit; Owner: shop_owner
--

COPY audit.cache (key, value) FROM stdin;
k	\\x00ff10
\.


--
-- Data for Name: changes; Type: TABLE DATA; Schema: audit; Owner: shop_owner
--

COPY audit.changes (id, table_name, changed_at, row_data) FROM stdin;
1	customers	2026-01-01 00:00:00+00	{"id": 100, "home": {"zip": null, "city": "London", "street": "1 \\"Main\\" St"}, "name": "Ada Lovelace", "email": "Ada@Example.org", "search": "'ada':1 'lovelac':2", "location": "(1,2)", "attributes": {"a b": null, "level": "3"}, "updated_at": "2026-01-02T03:04:05+00:00", "referred_by": null}
2	customers	2026-01-01 00:00:00+00	{"id": 110, "home": null, "name": "Bob\\tTab\\\\Backslash\\nNewline", "email": "bob@example.org", "search": "'backslash':3 'bob':1 'newlin':4 'tab':2", "location": null, "attributes": {"level": "1"}, "updated_at": "2026-01-02T03:04:05+00:00", "referred_by": null}
3	customers	2026-01-01 00:00:00+00	{"id": 120, "home": {"zip": "", "city": "", "street": ""}, "name": "", "email": "c@example.org", "search": "", "location": null, "attributes": {"level": "1"}, "updated_at": "2026-01-02T03:04:05+00:00", "referred_by": null}
4	customers	2026-01-01 00:00:00+00	{"id": 100, "home": {"zip": null, "city": "London", "street": "1 \\"Main\\" St"}, "name": "Ada Lovelace", "email": "Ada@Example.org", "search": "'ada':1 'lovelac':2", "location": "(1,2)", "attributes": {"a b": null, "level": "3"}, "updated_at": "2026-11-29T17:19:20.724434+00:00", "referred_by": 110}
5	customers	2026-01-01 00:00:00+00	{"id": 110, "home": null, "name": "Bob\\tTab\\\\Backslash\\nNewline", "email": "bob@example.org", "search": "'backslash':3 'bob':1 'newlin':4 'tab':2", "location": null, "attributes": {"level": "1"}, "updated_at": "2026-11-29T17:19:20.725948+00:00", "referred_by": 100}
6	products	2026-01-01 00:00:00+00	{"id": 1, "sku": "item-2", "data": {"n": [1, 2.50, null], "color": "red"}, "tags": ["a", "b,c"], "image": null, "price": 9.99, "token": "11111111-1111-1111-1111-111111111111"}
7	products	2026-01-01 00:00:00+00	{"id": 2, "sku": "item-10", "data": null, "tags": [], "image": null, "price": 1000.00, "token": "22222222-2222-2222-2222-222222222222"}
8	orders_default	2026-01-01 00:00:00+00	{"id": 1, "note": null, "total": 1.50, "status": "sent", "invoice": 5000, "ordered_on": "2024-12-31", "customer_id": 100}
9	orders_2025	2026-01-01 00:00:00+00	{"id": 2, "note": "\\\\N is not null", "total": 20.00, "status": "paid", "invoice": 5005, "ordered_on": "2025-06-01", "customer_id": 100}
10	orders_2026_new	2026-01-01 00:00:00+00	{"id": 3, "note": "; -- $$ not a comment", "total": 30.00, "status": "new", "invoice": 5010, "ordered_on": "2026-02-03", "customer_id": 110}
11	orders_2026_other	2026-01-01 00:00:00+00	{"id": 4, "note": "line 1\\r\\nline 2", "total": 40.01, "status": "it's back", "invoice": 5015, "ordered_on": "2026-02-04", "customer_id": 110}
12	orders_default	2026-01-01 00:00:00+00	{"id": 5, "note": "\\\\.", "total": 50.00, "status": "new", "invoice": 5020, "ordered_on": "2030-01-01", "customer_id": 120}
\.


--
-- Data for Name: bookings; Type: TABLE DATA; Schema: sales; Owner: shop_owner
--

COPY sales.bookings (room, during) FROM stdin;
1	[2026-01-01,2026-01-05)
1	[2026-01-05,)
2	empty
\.


--
-- Data for Name: customers; Type: TABLE DATA; Schema: sales; Owner: shop_owner
--

COPY sales.customers (id, email, name, attributes, home, location, referred_by, updated_at) FROM stdin;
120	c@example.org		"level"=>"1"	("","","")	\N	\N	2026-01-02 03:04:05+00
100	Ada@Example.org	Ada Lovelace	"a b"=>NULL, "level"=>"3"	("1 ""Main"" St",London,)	(1,2)	110	2026-11-29 17:19:20.724434+00
110	bob@example.org	Bob\tTab\\Backslash\nNewline	"level"=>"1"	\N	\N	100	2026-11-29 17:19:20.725948+00
\.


--
-- Data for Name: orders_2025; Type: TABLE DATA; Schema: sales; Owner: shop_owner
--

COPY sales.orders_2025 (id, customer_id, ordered_on, status, total, invoice, note) FROM stdin;
2	100	2025-06-01	paid	20.00	5005	\\N is not null
\.


--
-- Data for Name: orders_2026_new; Type: TABLE DATA; Schema: sales; Owner: shop_owner
--

COPY sales.orders_2026_new (id, customer_id, ordered_on, status, total, invoice, note) FROM stdin;
3	110	2026-02-03	new	30.00	5010	; -- $$ not a comment
\.


--
-- Data for Name: orders_2026_other; Type: TABLE DATA; Schema: sales; Owner: shop_owner
--

COPY sales.orders_2026_other (id, customer_id, ordered_on, status, total, invoice, note) FROM stdin;
4	110	2026-02-04	it's back	40.01	5015	line 1\r\nline 2
\.


--
-- Data for Name: orders_default; Type: TABLE DATA; Schema: sales; Owner: shop_owner
--

COPY sales.orders_default (id, customer_id, ordered_on, status, total, invoice, note) FROM stdin;
1	100	2024-12-31	sent	1.50	5000	\N
5	120	2030-01-01	new	50.00	5020	\\.
\.


--
-- Data for Name: products; Type: TABLE DATA; Schema: sales; Owner: shop_owner
--

COPY sales.products (id, sku, price, tags, data, image, token) FROM stdin;
2	item-10	1000.00	{}	\N	\N	22222222-2222-2222-2222-222222222222
1	item-2	9.99	{a,"b,c"}	{"n": [1, 2.50, null], "color": "red"}	20001	11111111-1111-1111-1111-111111111111
\.


--
-- Name: changes_id_seq; Type: SEQUENCE SET; Schema: audit; Owner: shop_owner
--

SELECT pg_catalog.setval('audit.changes_id_seq', 12, true);


--
-- Name: customers_id_seq; Type: SEQUENCE SET; Schema: sales; Owner: shop_owner
--

SELECT pg_catalog.setval('sales.customers_id_seq', 120, true);


--
-- Name: invoice_numbers; Type: SEQUENCE SET; Schema: sales; Owner: shop_owner
--

SELECT pg_catalog.setval('sales.invoice_numbers', 5045, true);


--
-- Name: orders_id_seq; Type: SEQUENCE SET; Schema: sales; Owner: shop_owner
--

SELECT pg_catalog.setval('sales.orders_id_seq', 5, true);


--
-- Name: products_id_seq; Type: SEQUENCE SET; Schema: sales; Owner: shop_owner
--

SELECT pg_catalog.setval('sales.products_id_seq', 1, false);


--
-- Data for Name: BLOBS; Type: BLOBS; Schema: -; Owner: -
--

BEGIN;

SELECT pg_catalog.lo_open('20001', 131072);
SELECT pg_catalog.lowrite(0, '\x0001020304ff');
SELECT pg_catalog.lo_close(0);

SELECT pg_catalog.lo_open('20002', 131072);
SELECT pg_catalog.lowrite(0, '\xabababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab');
SELECT pg_catalog.lo_close(0);

COMMIT;

--
-- Name: cache cache_pkey; Type: CONSTRAINT; Schema: audit; Owner: shop_owner
--

ALTER TABLE ONLY audit.cache
    ADD CONSTRAINT cache_pkey PRIMARY KEY (key);


--
-- Name: changes changes_pkey; Type: CONSTRAINT; Schema: audit; Owner: shop_owner
--

ALTER TABLE ONLY audit.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (id);


--
-- Name: bookings bookings_room_during_excl; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.bookings
    ADD CONSTRAINT bookings_room_during_excl EXCLUDE USING gist (room WITH =, during WITH &&);


--
-- Name: customers customers_email_key; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.customers
    ADD CONSTRAINT customers_email_key UNIQUE (email);


--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);


--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id, ordered_on, status);


--
-- Name: orders_2025 orders_2025_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders_2025
    ADD CONSTRAINT orders_2025_pkey PRIMARY KEY (id, ordered_on, status);


--
-- Name: orders_2026 orders_2026_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders_2026
    ADD CONSTRAINT orders_2026_pkey PRIMARY KEY (id, ordered_on, status);


--
-- Name: orders_2026_new orders_2026_new_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders_2026_new
    ADD CONSTRAINT orders_2026_new_pkey PRIMARY KEY (id, ordered_on, status);


--
-- Name: orders_2026_other orders_2026_other_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders_2026_other
    ADD CONSTRAINT orders_2026_other_pkey PRIMARY KEY (id, ordered_on, status);


--
-- Name: orders_default orders_default_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.orders_default
    ADD CONSTRAINT orders_default_pkey PRIMARY KEY (id, ordered_on, status);


--
-- Name: products products_pkey; Type: CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (id);


--
-- Name: customers_name_trgm; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX customers_name_trgm ON sales.customers USING gin (name public.gin_trgm_ops);


--
-- Name: customers_search; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX customers_search ON sales.customers USING gin (search);


--
-- Name: orders_open; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX orders_open ON ONLY sales.orders USING btree (customer_id) INCLUDE (total) WHERE (status <> 'sent'::sales.order_status);


--
-- Name: orders_2025_customer_id_total_idx; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX orders_2025_customer_id_total_idx ON sales.orders_2025 USING btree (customer_id) INCLUDE (total) WHERE (status <> 'sent'::sales.order_status);


--
-- Name: orders_2026_customer_id_total_idx; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX orders_2026_customer_id_total_idx ON ONLY sales.orders_2026 USING btree (customer_id) INCLUDE (total) WHERE (status <> 'sent'::sales.order_status);


--
-- Name: orders_2026_new_customer_id_total_idx; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX orders_2026_new_customer_id_total_idx ON sales.orders_2026_new USING btree (customer_id) INCLUDE (total) WHERE (status <> 'sent'::sales.order_status);


--
-- Name: orders_2026_other_customer_id_total_idx; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX orders_2026_other_customer_id_total_idx ON sales.orders_2026_other USING btree (customer_id) INCLUDE (total) WHERE (status <> 'sent'::sales.order_status);


--
-- Name: orders_default_customer_id_total_idx; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX orders_default_customer_id_total_idx ON sales.orders_default USING btree (customer_id) INCLUDE (total) WHERE (status <> 'sent'::sales.order_status);


--
-- Name: products_bloom; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX products_bloom ON sales.products USING bloom (sku) WITH (length='40');


--
-- Name: products_expression; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE INDEX products_expression ON sales.products USING btree (((data ->> 'color'::text)), lower(sku));


--
-- Name: totals_customer; Type: INDEX; Schema: sales; Owner: shop_owner
--

CREATE UNIQUE INDEX totals_customer ON sales.totals USING btree (customer_id);


--
-- Name: orders_2025_customer_id_total_idx; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_open ATTACH PARTITION sales.orders_2025_customer_id_total_idx;


--
-- Name: orders_2025_pkey; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_pkey ATTACH PARTITION sales.orders_2025_pkey;


--
-- Name: orders_2026_customer_id_total_idx; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_open ATTACH PARTITION sales.orders_2026_customer_id_total_idx;


--
-- Name: orders_2026_new_customer_id_total_idx; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_2026_customer_id_total_idx ATTACH PARTITION sales.orders_2026_new_customer_id_total_idx;


--
-- Name: orders_2026_new_pkey; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_2026_pkey ATTACH PARTITION sales.orders_2026_new_pkey;


--
-- Name: orders_2026_other_customer_id_total_idx; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_2026_customer_id_total_idx ATTACH PARTITION sales.orders_2026_other_customer_id_total_idx;


--
-- Name: orders_2026_other_pkey; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_2026_pkey ATTACH PARTITION sales.orders_2026_other_pkey;


--
-- Name: orders_2026_pkey; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_pkey ATTACH PARTITION sales.orders_2026_pkey;


--
-- Name: orders_default_customer_id_total_idx; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_open ATTACH PARTITION sales.orders_default_customer_id_total_idx;


--
-- Name: orders_default_pkey; Type: INDEX ATTACH; Schema: sales; Owner: shop_owner
--

ALTER INDEX sales.orders_pkey ATTACH PARTITION sales.orders_default_pkey;


--
-- Name: orders_statistics; Type: STATISTICS; Schema: sales; Owner: shop_owner
--

CREATE STATISTICS sales.orders_statistics (dependencies, mcv) ON customer_id, status FROM sales.orders;


ALTER STATISTICS sales.orders_statistics OWNER TO shop_owner;

--
-- Name: cheap_products log_cheap; Type: RULE; Schema: sales; Owner: shop_owner
--

CREATE RULE log_cheap AS
    ON UPDATE TO sales.cheap_products DO  INSERT INTO audit.changes (table_name)
  VALUES ('cheap_products'::text);


--
-- Name: customers customers_change; Type: TRIGGER; Schema: sales; Owner: shop_owner
--

CREATE TRIGGER customers_change AFTER INSERT OR UPDATE ON sales.customers FOR EACH ROW EXECUTE FUNCTION audit.record_change();


--
-- Name: TRIGGER customers_change ON customers; Type: COMMENT; Schema: sales; Owner: shop_owner
--

COMMENT ON TRIGGER customers_change ON sales.customers IS 'audits';


--
-- Name: customers customers_disabled; Type: TRIGGER; Schema: sales; Owner: shop_owner
--

CREATE TRIGGER customers_disabled BEFORE UPDATE OF name ON sales.customers FOR EACH ROW WHEN ((old.name IS DISTINCT FROM new.name)) EXECUTE FUNCTION audit.record_change();

ALTER TABLE sales.customers DISABLE TRIGGER customers_disabled;


--
-- Name: customers customers_modified; Type: TRIGGER; Schema: sales; Owner: shop_owner
--

CREATE TRIGGER customers_modified BEFORE UPDATE ON sales.customers FOR EACH ROW EXECUTE FUNCTION public.moddatetime('updated_at');

ALTER TABLE sales.customers ENABLE ALWAYS TRIGGER customers_modified;


--
-- Name: orders orders_change; Type: TRIGGER; Schema: sales; Owner: shop_owner
--

CREATE TRIGGER orders_change AFTER INSERT ON sales.orders FOR EACH ROW EXECUTE FUNCTION audit.record_change();


--
-- Name: orders_2025 orders_replica; Type: TRIGGER; Schema: sales; Owner: shop_owner
--

CREATE TRIGGER orders_replica AFTER UPDATE ON sales.orders_2025 FOR EACH ROW EXECUTE FUNCTION audit.record_change();

ALTER TABLE sales.orders_2025 ENABLE REPLICA TRIGGER orders_replica;


--
-- Name: products products_checked; Type: TRIGGER; Schema: sales; Owner: shop_owner
--

CREATE CONSTRAINT TRIGGER products_checked AFTER INSERT ON sales.products DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.record_change();


--
-- Name: customers customers_referred_by_fkey; Type: FK CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE ONLY sales.customers
    ADD CONSTRAINT customers_referred_by_fkey FOREIGN KEY (referred_by) REFERENCES sales.customers(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: CONSTRAINT customers_referred_by_fkey ON customers; Type: COMMENT; Schema: sales; Owner: shop_owner
--

COMMENT ON CONSTRAINT customers_referred_by_fkey ON sales.customers IS 'a cycle';


--
-- Name: orders orders_customer_id_fkey; Type: FK CONSTRAINT; Schema: sales; Owner: shop_owner
--

ALTER TABLE sales.orders
    ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES sales.customers(id) ON DELETE CASCADE;


--
-- Name: orders insert_of_app; Type: POLICY; Schema: sales; Owner: shop_owner
--

CREATE POLICY insert_of_app ON sales.orders AS RESTRICTIVE FOR INSERT TO shop_app WITH CHECK (((total)::numeric < (1000000)::numeric));


--
-- Name: orders of_app; Type: POLICY; Schema: sales; Owner: shop_owner
--

CREATE POLICY of_app ON sales.orders FOR SELECT TO shop_app USING ((status <> 'it''s back'::sales.order_status));


--
-- Name: POLICY of_app ON orders; Type: COMMENT; Schema: sales; Owner: shop_owner
--

COMMENT ON POLICY of_app ON sales.orders IS 'hides';


--
-- Name: orders of_owner; Type: POLICY; Schema: sales; Owner: shop_owner
--

CREATE POLICY of_owner ON sales.orders TO shop_owner USING (true);


--
-- Name: orders; Type: ROW SECURITY; Schema: sales; Owner: shop_owner
--

ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY;

--
-- Name: empty_publication; Type: PUBLICATION; Schema: -; Owner: shop_owner
--

CREATE PUBLICATION empty_publication WITH (publish = 'insert, update, delete, truncate');


ALTER PUBLICATION empty_publication OWNER TO shop_owner;

--
-- Name: sales_changes; Type: PUBLICATION; Schema: -; Owner: shop_owner
--

CREATE PUBLICATION sales_changes WITH (publish = 'insert, update', publish_via_partition_root = true);


ALTER PUBLICATION sales_changes OWNER TO shop_owner;

--
-- Name: PUBLICATION sales_changes; Type: COMMENT; Schema: -; Owner: shop_owner
--

COMMENT ON PUBLICATION sales_changes IS 'for the warehouse';


--
-- Name: sales_changes customers; Type: PUBLICATION TABLE; Schema: sales; Owner: shop_owner
--

ALTER PUBLICATION sales_changes ADD TABLE ONLY sales.customers (id, email);


--
-- Name: sales_changes products; Type: PUBLICATION TABLE; Schema: sales; Owner: shop_owner
--

ALTER PUBLICATION sales_changes ADD TABLE ONLY sales.products WHERE ((id > 1));


--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner
--

GRANT CREATE ON SCHEMA public TO shop_owner;


--
-- Name: SCHEMA sales; Type: ACL; Schema: -; Owner: shop_owner
--

GRANT USAGE ON SCHEMA sales TO shop_app;
GRANT USAGE ON SCHEMA sales TO shop_reporting;


--
-- Name: TYPE order_status; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT ALL ON TYPE sales.order_status TO shop_app;


--
-- Name: TABLE orders; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE sales.orders TO shop_app;
GRANT SELECT ON TABLE sales.orders TO shop_reporting;


--
-- Name: FUNCTION total_of(customer bigint); Type: ACL; Schema: sales; Owner: shop_owner
--

REVOKE ALL ON FUNCTION sales.total_of(customer bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sales.total_of(customer bigint) TO shop_reporting;


--
-- Name: FOREIGN SERVER warehouse; Type: ACL; Schema: -; Owner: postgres
--

GRANT ALL ON FOREIGN SERVER warehouse TO shop_app;
GRANT ALL ON FOREIGN SERVER warehouse TO shop_owner;


--
-- Name: TABLE bookings; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.bookings TO shop_reporting;


--
-- Name: TABLE products; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.products TO shop_reporting;


--
-- Name: TABLE cheap_products; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.cheap_products TO shop_reporting;


--
-- Name: TABLE customers; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.customers TO shop_reporting;


--
-- Name: COLUMN customers.id; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT(id) ON TABLE sales.customers TO shop_app WITH GRANT OPTION;


--
-- Name: COLUMN customers.name; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT(name),UPDATE(name) ON TABLE sales.customers TO shop_app WITH GRANT OPTION;


--
-- Name: TABLE not_populated; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.not_populated TO shop_reporting;


--
-- Name: TABLE open_orders; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.open_orders TO shop_reporting;


--
-- Name: TABLE orders_2025; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.orders_2025 TO shop_reporting;


--
-- Name: TABLE orders_2026; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.orders_2026 TO shop_reporting;


--
-- Name: TABLE orders_2026_new; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.orders_2026_new TO shop_reporting;


--
-- Name: TABLE orders_2026_other; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.orders_2026_other TO shop_reporting;


--
-- Name: TABLE orders_default; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.orders_default TO shop_reporting;


--
-- Name: TABLE stock; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.stock TO shop_reporting;


--
-- Name: TABLE totals; Type: ACL; Schema: sales; Owner: shop_owner
--

GRANT SELECT ON TABLE sales.totals TO shop_reporting;


--
-- Name: LARGE OBJECT 20002; Type: ACL; Schema: -; Owner: shop_owner
--

GRANT SELECT ON LARGE OBJECT 20002 TO shop_reporting;


--
-- Name: DEFAULT PRIVILEGES FOR SEQUENCES; Type: DEFAULT ACL; Schema: sales; Owner: shop_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA sales GRANT USAGE ON SEQUENCES  TO shop_app;


--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: sales; Owner: shop_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA sales GRANT SELECT ON TABLES  TO shop_reporting;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: shop_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;


--
-- Name: totals; Type: MATERIALIZED VIEW DATA; Schema: sales; Owner: shop_owner
--

REFRESH MATERIALIZED VIEW sales.totals;


--
-- PostgreSQL database dump complete
--

\unrestrict s2xbeO8vVoDO3FYe7QkFDTtERsSGx1qk29Ir0Dn8hkh3qY4tgjKr9bN4S93Sbh3

