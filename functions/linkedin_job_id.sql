-- 'jobs/view/4318795938' or, as public pages have it, 'jobs/view/<words of the title>-4318795938'.
select
    case
        when length(part.number) between 1 and 18 and translate(part.number, '0123456789', '') = ''
            then nullif({{ function('parse_bigint') }}(part.number), 0)
    end
from (
    select split_part(split_part(split_part('/' || lower(opened.path), '/jobs/view/', 2), '/', 1), '-', -1) as number
    from (select {{ function('linkedin_path') }}(value) as path) as opened
) as part
