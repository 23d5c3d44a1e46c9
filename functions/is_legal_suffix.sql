select
    value ~* (
        '^(?:(?:inc|incorporated|llc|l\.l\.c|ltd|limited|ltda|gmbh|mbh|ab|corp|corporation|co|company|sa|s\.a|s\.a\.s'
        || '|sas|s\.a\.r\.l|sarl|plc|p\.l\.c|llp|l\.l\.p|lp|l\.p|nv|n\.v|bv|b\.v|ag|kg|kgaa|se|pty|pte|pvt|private'
        || '|oy|oyj|asa|aps|a/s|srl|s\.r\.l|spa|s\.p\.a|kk|k\.k|& co)\.?,?(?:\s+|$))+$'
    )
