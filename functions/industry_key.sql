select coalesce(
    nullif(replace({{ function('slug_of_text') }}(replace(left(value, 1000), '&', ' and ')), '-', ''), ''),
    lower({{ function('clean_line') }}(left(value, 1000)))
)
