/**
 * PostgreSQL's errors about connections, transactions and the server: a line has the SQLSTATE and the
 * message. The placeholders are those of `compileErrors`. Source: the messages of PostgreSQL 13 to
 * 18, and Aurora's own.
 */
export const sessionErrors = `
08001 could not connect to server "<id>"
08001 could not establish connection
08006 connection to client lost
08P01 bind message supplies <number> parameters, but prepared statement "<value>" requires <number>
08P01 bind message has <number> parameter formats but <number> parameters
08P01 bind message has <number> result formats but query has <number> columns
08P01 insufficient data left in message
08P01 invalid message format
08P01 invalid string in message
08P01 no data left in message
08P01 invalid frontend message type <number>
08P01 unexpected message type <value>
08P01 expected password response, got message type <number>
08P01 invalid startup packet layout: expected terminator as last byte
08P01 terminating connection because protocol synchronization was lost
0A000 unsupported frontend protocol <value>
25001 <words> cannot run inside a transaction block
25001 <words> cannot be executed from a function
25001 <words> cannot be executed within a pipeline
25001 SET TRANSACTION <words> must be called before any query
25001 SET TRANSACTION <words> must not be called in a subtransaction
25006 cannot execute <words> in a read-only transaction
25006 cannot execute <words> during recovery
25006 cannot set transaction read-write mode inside a read-only transaction
25P01 <words> can only be used in transaction blocks
25P02 current transaction is aborted, commands ignored until end of transaction block
25P03 terminating connection due to idle-in-transaction timeout
25P04 terminating connection due to transaction timeout
28000 FATAL role "<id>" does not exist
28000 no pg_hba.conf entry for host "<value>", user "<id>", database "<id>", <words>
28000 no pg_hba.conf entry for host "<value>", user "<id>", database "<id>"
28000 no pg_hba.conf entry for replication connection from host "<value>", user "<id>", <words>
28000 pg_hba.conf rejects connection for host "<value>", user "<id>", database "<id>", <words>
28000 pg_hba.conf rejects replication connection for host "<value>", user "<id>", <words>
28000 role "<id>" is not permitted to log in
28000 role with OID <number> does not exist
28000 no PostgreSQL user name specified in startup packet
28000 PAM authentication failed for user "<id>"
28000 <words> authentication failed for user "<id>"
28000 authentication failed for user "<id>": <words>
28000 connection requires a valid client certificate
28P01 password authentication failed for user "<id>"
28P01 empty password returned by client
3D000 FATAL database <number> does not exist
40001 could not serialize access due to <words>
40001 canceling statement due to conflict with recovery
40001 terminating connection due to conflict with recovery
40001 tuple to be locked was already moved to another partition due to concurrent update
40P01 deadlock detected
42501 FATAL permission denied for database "<id>"
53100 could not extend file "<value>": No space left on device
53100 could not write to file "<value>": No space left on device
53100 could not write block <number> of temporary file: No space left on device
53100 could not resize shared memory segment "<value>" to <number> bytes: No space left on device
53200 out of memory
53200 out of shared memory
53300 sorry, too many clients already
53300 remaining connection slots are reserved for <reserved>
53300 too many connections for role "<id>"
53300 too many connections for database "<id>"
53300 number of requested standby connections exceeds <words>
53400 temporary file size exceeds temp_file_limit (<value>)
53400 all replication slots are in use
54000 index row size <number> exceeds <value> for index "<id>"
54000 row is too big: size <number>, maximum size <number>
54000 array size exceeds the maximum allowed (<number>)
54000 string is too long for tsvector (<value>)
54000 null character not permitted
54000 requested length too large
54000 requested character too large for encoding: <value>
54001 stack depth limit exceeded
54011 tables can have at most <number> columns
54011 target lists can have at most <number> entries
54023 cannot pass more than <number> arguments to a function
54023 functions cannot have more than <number> arguments
55000 currval of sequence "<id>" is not yet defined in this session
55000 lastval is not yet defined in this session
55000 cannot update view "<id>"
55000 cannot insert into view "<id>"
55000 cannot delete from view "<id>"
55000 materialized view "<id>" has not been populated
55000 record "<id>" is not assigned yet
55000 <name> must be loaded via shared_preload_libraries
55000 <name> must be loaded via "shared_preload_libraries"
55000 recovery is in progress
55000 database "<id>" is not currently accepting connections
55000 cannot <word> view "<id>"
55000 logical decoding requires wal_level >= logical
55006 database "<id>" is being accessed by other users
55006 source database "<id>" is being accessed by other users
55006 cannot drop the currently open database
55006 current user cannot be dropped
55006 session user cannot be dropped
55006 database "<id>" is used by <words>
55006 cannot <words> "<id>" because it is being used by active queries in this session
55006 cannot <words> "<id>" because it has pending trigger events
55006 replication slot "<id>" is active for PID <number>
55P02 parameter "<id>" cannot be changed
55P02 parameter "<id>" cannot be changed <words>
55P02 parameter "<id>" cannot be set after connection start
55P03 could not obtain lock on row in relation "<id>"
55P03 could not obtain lock on relation "<id>"
55P03 canceling statement due to lock timeout
55P04 unsafe use of new value "<id>" of enum type <name>
57014 canceling statement due to user request
57014 canceling statement due to statement timeout
57014 canceling authentication due to timeout
57014 canceling autovacuum task
57P01 terminating connection due to administrator command
57P01 terminating <words> due to administrator command
57P01 terminating background worker "<value>" due to administrator command
57P01 terminating connection due to unexpected postmaster exit
57P03 the database system is <words>
57P05 terminating connection due to idle-session timeout
58030 could not <word> file "<value>": Input/output error
58P01 could not <word> file "<value>": No such file or directory
58P01 could not open extension control file "<value>": No such file or directory
XX000 cache lookup failed for <words> <number>
XX000 could not open relation with OID <number>
XX000 tuple concurrently updated
XX000 tuple concurrently deleted
XX000 invalid memory alloc request size <number>
XX001 invalid page in block <number> of relation <value>
XX001 missing chunk number <number> for toast value <number> in <name>
XX001 unexpected chunk number <value>
`;
