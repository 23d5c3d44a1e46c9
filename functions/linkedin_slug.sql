select
    case
        when split_part(value, '/', 3) <> 'www.linkedin.com' or value not like 'https://%' then null
        when split_part(value, '/', 4) in ('in', 'company', 'school', 'showcase') then nullif(split_part(value, '/', 5), '')
    end
