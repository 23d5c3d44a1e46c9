select
    case
        when value not like 'https://www.linkedin.com/%' then null
        when split_part(value, '/', 4) in ('in', 'company', 'school', 'showcase')
            then nullif(split_part(value, '/', 5), '')
    end
