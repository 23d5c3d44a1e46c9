-- Most texts are a bare host: they are told without reading the address.
select
    case
        when value is null then null
        when translate(left(value, 4000), E'\\\uff0f', '//') not like '%/_%' then false
        else {{ function('strip_url_scheme') }}(
            lower(btrim(translate(left(value, 4000), E'\\\uff0f', '//'), {{ white_space_characters() }}))
        ) ~ '^[^/?#]+/+[^/?#[:space:]]'
    end
