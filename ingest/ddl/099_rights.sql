-- Last of all files, so that the first `hq init` leaves the same rights as every other one. What hq_reader needs beside is
-- granted where it is made.
revoke all on all functions in schema ops from public;
