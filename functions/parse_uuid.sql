with cleaned as (
    select btrim(left(value, 100), {{ white_space_characters() }}) as uuid_text
)

select
    case
        when
            translate(lower(uuid_text), '123456789abcdef', '000000000000000') = '00000000-0000-0000-0000-000000000000'
            then uuid_text::uuid
    end
from cleaned
