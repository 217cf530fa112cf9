/**
 * PostgreSQL's errors about statements and the objects that they name: a line has the SQLSTATE and
 * the message. The placeholders are those of `compileErrors`. Source: the messages of PostgreSQL 13
 * to 18.
 */
export const statementErrors = `
0A000 cached plan must not change result type
0A000 cross-database references are not implemented: <value>
0A000 cannot alter type of a column used by <words>
0A000 cannot use <words> in <words>
0A000 set-returning functions are not allowed in <words>
0A000 FOR <words> is not allowed with <words>
0A000 FOR <words> cannot be applied to <words>
0A000 DISTINCT is not implemented for window functions
0A000 extension "<id>" is not available
0A000 cannot set transaction read-write mode during recovery
0A000 cannot update table "<id>" because it does not have a replica identity and publishes updates
0A000 unique constraint on partitioned table must include all partitioning columns
0A000 cannot insert multiple commands into a prepared statement
0A000 CONCURRENTLY cannot be used when the materialized view is not populated
0A000 cannot truncate a table referenced in a foreign key constraint
0A000 current database cannot be renamed
0A000 COPY delimiter must be a single one-byte character
0A000 <words> not supported with row-level security
0Z002 RAISE without parameters cannot be used outside an exception handler
20000 case not found
22004 <words> bound of FOR loop cannot be null
22004 null value cannot be assigned to variable "<id>" declared NOT NULL
22023 cannot use special role specifier in <words>
22023 COPY format "<value>" not recognized
24000 cursor "<value>" <words>
26000 prepared statement "<value>" does not exist
26000 unnamed prepared statement does not exist
2BP01 cannot drop <words> because other objects depend on it
2BP01 cannot drop <object> because other objects depend on it
2BP01 cannot drop desired object(s) because other objects depend on them
2BP01 cannot drop <object> because <words> requires it
2BP01 role "<id>" cannot be dropped because some objects depend on it
2BP01 cannot reassign ownership of objects owned by role <name> because they are required by the database system
2D000 invalid transaction termination
34000 cursor "<value>" does not exist
34000 portal "<value>" does not exist
3B001 savepoint "<id>" does not exist
3D000 database "<id>" does not exist
3F000 schema "<id>" does not exist
3F000 no schema has been selected to create in
42501 permission denied for <object>
42501 permission denied to <words>
42501 permission denied to <words> "<id>"
42501 permission denied: "<id>" is a system catalog
42501 must be owner of <object>
42501 must be member of role "<id>"
42501 must be able to SET ROLE "<id>"
42501 must have <words>
42501 must be superuser <words>
42501 must be <words> to <words>
42501 new row violates row-level security policy for table "<id>"
42501 new row violates row-level security policy "<id>" for table "<id>"
42501 new row violates row-level security policy (USING expression) for table "<id>"
42501 query would be affected by row-level security policy for table "<id>"
42601 syntax error at or near "<token>"
42601 syntax error at end of input
42601 syntax error
42601 <words> at or near "<value>"
42601 unterminated /* comment at or near "<value>"
42601 <words> at end of input
42601 INSERT has more expressions than target columns
42601 INSERT has more target columns than expressions
42601 each <words> query must have the same number of columns
42601 VALUES lists must all be the same length
42601 subquery must return only one column
42601 subquery has too many columns
42601 subquery has too few columns
42601 subquery in FROM must have an alias
42601 VALUES in FROM must have an alias
42601 SELECT * with no tables specified is not valid
42601 multiple assignments to same column "<id>"
42601 a column definition list is required for functions returning "record"
42601 query has no destination for result data
42601 conflicting or redundant options
42601 ON CONFLICT DO UPDATE requires inference specification or constraint name
42601 option "<value>" not recognized
42601 unequal number of entries in row expressions
42601 unrecognized privilege type "<value>"
42602 invalid name syntax
42602 invalid configuration parameter name "<value>"
42622 identifier too long
42701 column "<id>" specified more than once
42701 column "<id>" of relation "<id>" already exists
42701 column name "<id>" conflicts with a system column name
42702 column reference "<id>" is ambiguous
42703 column "<id>" does not exist
42703 column <name> does not exist
42703 column "<id>" of relation "<id>" does not exist
42703 column "<id>" named in key does not exist
42703 column "<id>" not found in data type <name>
42703 column "<id>" referenced in foreign key constraint does not exist
42703 record "<id>" has no field "<id>"
42703 could not identify column "<id>" in record data type
42704 type "<id>" does not exist
????? role "<id>" does not exist
42704 index "<id>" does not exist
42704 extension "<id>" does not exist
42704 language "<id>" does not exist
42704 access method "<id>" does not exist
42704 tablesample method <name> does not exist
42704 there is no previously clustered index for table "<id>"
42704 tablespace "<id>" does not exist
42704 publication "<id>" does not exist
42704 server "<id>" does not exist
42704 replication slot "<id>" does not exist
42704 text search <word> "<id>" does not exist
42704 constraint "<id>" does not exist
42704 constraint "<id>" of relation "<id>" does not exist
42704 constraint "<id>" for table "<id>" does not exist
42704 trigger "<id>" for table "<id>" does not exist
42704 policy "<id>" for table "<id>" does not exist
42704 rule "<id>" for relation "<id>" does not exist
42704 collation "<id>" for encoding "<id>" does not exist
42704 operator class "<id>" does not exist for access method "<id>"
42704 data type <type> has no default operator class for access method "<id>"
42704 unrecognized configuration parameter "<id>"
42704 large object <number> does not exist
42704 "<value>" is not an existing enum label
42710 role "<id>" already exists
42710 type "<id>" already exists
42710 extension "<id>" already exists
42710 publication "<id>" already exists
42710 subscription "<id>" already exists
42710 server "<id>" already exists
42710 tablespace "<id>" already exists
42710 language "<id>" already exists
42710 collation "<id>" already exists
42710 replication slot "<id>" already exists
42710 enum label "<id>" already exists
42710 trigger "<id>" for relation "<id>" already exists
42710 policy "<id>" for table "<id>" already exists
42710 constraint "<id>" for relation "<id>" already exists
42710 constraint "<id>" for domain <name> already exists
42712 table name "<id>" specified more than once
42712 WITH query name "<id>" specified more than once
42723 function "<id>" already exists with same argument types
42725 function <signature> is not unique
42725 function name "<id>" is not unique
42725 operator is not unique: <operation>
42803 column "<id>" must appear in the GROUP BY clause or be used in an aggregate function
42803 aggregate functions are not allowed in <words>
42803 aggregate function calls cannot be nested
42803 aggregate function calls cannot contain <words>
42803 subquery uses ungrouped column "<id>" from outer query
42803 arguments to GROUPING must be grouping expressions of the associated query level
42804 column "<id>" is of type <type> but expression is of type <type>
42804 column "<id>" cannot be cast automatically to type <type>
42804 default for column "<id>" cannot be cast automatically to type <type>
42804 <words> types <type> and <type> cannot be matched
42804 argument of <words> must be type <type>, not type <type>
42804 argument of <words> must not return a set
42804 foreign key constraint "<id>" cannot be implemented
42804 structure of query does not match function result type
42804 cannot subscript type <type> because it <words>
42804 array subscript must have type integer
42804 <words> could not convert type <type> to <type>
42809 "<id>" is not <words>
42809 "<id>" is a <words>
42809 "<id>" is an <words>
42809 <signature> is not <words>
42809 <signature> is a procedure
42809 cannot open relation "<id>"
42809 cannot copy from <words> "<id>"
42809 op ANY/ALL (array) requires array on right side
42809 <words> specified, but <name> is not <words>
????? "<id>" is not a materialized view
42830 there is no unique constraint matching given keys for referenced table "<id>"
42830 number of referencing and referenced columns for foreign key disagree
42846 cannot cast type <type> to <type>
42883 function <signature> does not exist
42883 procedure <signature> does not exist
42883 aggregate <signature> does not exist
42883 operator does not exist: <operation>
42883 could not find a function named "<id>"
42883 could not find a procedure named "<id>"
42883 could not identify an <words> operator for type <type>
42883 function "<id>" does not exist
428C9 cannot insert a non-DEFAULT value into column "<id>"
428C9 cannot insert into column "<id>"
428C9 column "<id>" can only be updated to DEFAULT
42939 unacceptable schema name "<id>"
42939 role name "<id>" is reserved
42P01 relation "<id>" does not exist
42P01 table "<id>" does not exist
42P01 view "<id>" does not exist
42P01 sequence "<id>" does not exist
42P01 materialized view "<id>" does not exist
42P01 foreign table "<id>" does not exist
42P01 missing FROM-clause entry for table "<id>"
42P01 invalid reference to FROM-clause entry for table "<id>"
42P01 relation "<id>" in <words> clause not found in FROM clause
42P02 there is no parameter $<number>
42P03 cursor "<value>" already exists
42P04 database "<id>" already exists
42P05 prepared statement "<value>" already exists
42P06 schema "<id>" already exists
42P07 relation "<id>" already exists
42P08 inconsistent types deduced for parameter $<number>
42P10 SELECT DISTINCT ON expressions must match initial ORDER BY expressions
42P10 for SELECT DISTINCT, ORDER BY expressions must appear in select list
42P10 in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list
42P10 <words> position <number> is not in select list
42P10 there is no unique or exclusion constraint matching the ON CONFLICT specification
42P13 no function body specified
42P13 return type mismatch in function declared to return <type>
42P13 cannot change return type of existing function
42P13 cannot change name of input parameter "<id>"
42P16 cannot drop columns from view
42P16 cannot change name of view column "<id>" to "<id>"
42P16 cannot change data type of view column "<id>" from <type> to <type>
42P16 multiple primary keys for table "<id>" are not allowed
42P16 column "<id>" is in a primary key
42P17 functions in <words> must be marked IMMUTABLE
42P17 generation expression is not immutable
42P17 infinite recursion detected in <words> for relation "<id>"
42P18 could not determine data type of parameter $<number>
42P18 could not determine polymorphic type because input has type <type>
42P18 cannot determine type of empty array
42P19 recursive reference to query "<id>" must not appear <words>
42P20 window functions are not allowed in <words>
42P20 window "<id>" is already defined
42704 window "<id>" does not exist
42P21 collation mismatch between <words> collations "<id>" and "<id>"
42P22 could not determine which collation to use for <words>
`;
