-- A label is decoded only into what the rest of rule N2 would leave as it is: two spellings, one key.
select
    string_agg(
        case
            when label not like 'xn--%' then label
            when
                decoded like 'xn--%' or decoded like '-%' or decoded like '%-' or decoded like '%.%'
                or not decoded is nfkc normalized or decoded <> lower(decoded)
                or not {{ function('is_domain_label_text') }}(decoded)
                then label
            else decoded
        end,
        '.' order by position_
    )
from (
    select
        label,
        position_,
        {{ function('punycode_decode') }}(label) as decoded
    from unnest(string_to_array(host, '.')) with ordinality as labels (label, position_)
    offset 0
) as decoded_labels
