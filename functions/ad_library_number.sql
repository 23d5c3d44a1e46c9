select
    case
        when length(part.number) between 1 and 30 and translate(part.number, '0123456789', '') = '' then part.number
    end
from (
    select
        case
            when value like '%/ad-library/detail/%'
                then split_part(
                    translate(split_part(left(value, 4000), '/ad-library/detail/', 2), '?#', '//'), '/', 1
                )
            else left(value, 40)
        end as number
) as part
