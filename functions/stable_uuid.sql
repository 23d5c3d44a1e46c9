select md5(value)::uuid
