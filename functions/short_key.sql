select case when octet_length(value) <= 400 then value else md5(value) end
