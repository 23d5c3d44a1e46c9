select {{ function('stable_uuid') }}(lower({{ function('clean_line') }}(name)))
