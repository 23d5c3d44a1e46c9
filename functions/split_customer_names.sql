-- A comma between the digits of a number, in round brackets or in quotes parts nothing; a piece that is only a legal
-- suffix belongs to the name before it.
{%- set listed_names -%}
{{ function('distinct_customer_names') }}(array(
    select {{ function('trim_final_dot') }}(coalesce(
        {{ customer_said('entry.element') }}, {{ function('json_text') }}(entry.element)
    ))
    from jsonb_array_elements(listed) with ordinality as entry (element, place)
    order by entry.place
))
{%- endset %}
{%- set own_people = '(?:(?:sons?|associates|partners|co|company|affiliates|subsidiaries|its)\\M|[^()]{0,100}\\))' %}
declare
    only_name text := btrim(value, {{ white_space_characters() }});
    listed jsonb;
    before text;
begin
    if only_name like '%```%' then
        only_name := {{ function('unfenced_text') }}(only_name);
    end if;
    -- The answer as it should have come, in text: its customers.
    if left(only_name, 1) = '{' then
        listed := {{ function('try_jsonb') }}(only_name);
        if jsonb_typeof(listed) = 'object' then
            listed := {{ function('json_entries') }}(listed -> 'customers');
            return {{ listed_names }};
        end if;
    end if;
    -- 'Customers: Acme, Globex', 'Here are the customers:' over a list.
    if only_name like '%:%' then
        only_name := regexp_replace(
            only_name, '^[^:,;\n]{0,60}\m(customers?|clients?)\M[^:,;\n]{0,40}:\s*', '', 'i'
        );
    end if;
    -- 'The customers include Acme'.
    if only_name ilike '%s include %' then
        only_name := regexp_replace(only_name, '^[^:,;\n]{0,60}\m(customers|clients)\s+include\s+', '', 'i');
    end if;
    -- Words that end a list, in small letters: 'Pool and More' may be a name.
    if only_name ~ '(?:etc|more|others)[.!…]*$' then
        only_name := regexp_replace(
            only_name, '(?:[,;\s]+(?:(?:and|among)\s+)?etc|[,;\s]+(?:and|among)\s+(?:many\s+)?(?:more|others)'
            || '|[,;\n]\s*(?:many\s+)?(?:more|others))[.!…]*$', ''
        );
    end if;
    -- Most texts are one name: nothing in them parts, and no bullet, number, quote or bracket leads.
    if translate(only_name, E',;\u0001\u0002\n\r\u2028\u2029', '') = only_name
        and only_name not ilike '% and %'
        and translate(left(only_name, 1), '-*•●·0123456789["', '') = left(only_name, 1)
        and length(value) <= 200000
    then
        only_name := {{ function('trim_final_dot') }}(only_name);
        return case
            when {{ function('customer_key') }}(only_name) is null then '{}'
            else array[{{ function('clean_line') }}(only_name)]
        end;
    end if;
    if only_name like '[%]' then
        -- The second reading is for lists as Python prints them.
        listed := coalesce(
            {{ function('try_jsonb') }}(only_name), {{ function('try_jsonb') }}(replace(only_name, '''', '"'))
        );
        if jsonb_typeof(listed) = 'array' then
            return {{ listed_names }};
        elsif only_name not like '_%[%' then
            only_name := btrim(only_name, '[]');
        end if;
    end if;
    only_name := translate(left(only_name, 200000), E'\u0001\u0002\n\r\u2028\u2029', '  ;;;;');
    -- 'Globex LLC and Initech' is two names, 'Inc. and Globex' behind a comma the suffix of one, then another name; in
    -- round brackets or quotes it parts nothing.
    if only_name ilike '% and %' and only_name not like '%"%' and length(only_name) <= 20000 then
        only_name := regexp_replace(
            only_name, '((?:[^\s,;]\s+|,\s*)(?:{{ legal_forms() }})\.?)\s+and\s+(?!{{ own_people }})',
            E'\\1\u0002', 'gi'
        );
        only_name := regexp_replace(
            only_name, '((?:[^\s,;]\s+|,\s*)(?:{{ short_legal_forms() }})\.?)\s+and\s+(?!{{ own_people }})',
            E'\\1\u0002', 'g'
        );
    end if;
    for pass in 1..30 loop
        before := only_name;
        if only_name like '%(%,%)%' then
            only_name := regexp_replace(only_name, '(\([^(),]{0,100}),(?=[^()]{0,100}\))', E'\\1\u0001', 'g');
        end if;
        if only_name like '%"%,%"%' then
            only_name := regexp_replace(
                only_name, '((?:^|[,;])\s*(?:and\s+)?"[^",]{0,100}),(?=[^"]{0,100}"\.?\s*(?:[,;]|$))', E'\\1\u0001', 'g'
            );
        end if;
        exit when only_name is not distinct from before;
    end loop;
    return (
        with pieces as (
            select
                line_number * 1000000 + piece_number as position_,
                piece_number = 1 as starts_line,
                btrim(replace(piece, E'\u0001', ','), {{ white_space_characters() }}) as piece
            from
                unnest(string_to_array(
                    regexp_replace(only_name, '(\d),(?=\d{3}(?!\d))', E'\\1\u0001', 'g'), ';'
                )) with ordinality as lines (line, line_number),
                unnest(string_to_array(line, ',')) with ordinality as parts (piece, piece_number)
        ),

        halves as (
            select
                position_,
                starts_line,
                string_to_array(
                    case
                        when starts_line then regexp_replace(piece, '^(?:[-*•●·]|\d{1,3}[.)])\s+', '')
                        else regexp_replace(piece, '^and\s+', '', 'i')
                    end,
                    E'\u0002'
                ) as texts
            from pieces
            where piece <> ''
        ),

        names as (
            select
                position_ * 1000 + least(half, 999) as position_,
                case when rtrim(name, '. ') like '"%"' then btrim(rtrim(name, '. '), '"') else name end as name,
                not starts_line and half = 1 and {{ function('is_legal_suffix') }}(name) as is_suffix
            from halves, unnest(texts) with ordinality as half_names (name, half)
        ),

        numbered as (
            select
                position_,
                name,
                sum((not is_suffix)::int) over (order by position_) as name_number
            from names
        ),

        joined as (
            select
                name_number,
                {{ function('trim_final_dot') }}(string_agg(name, ', ' order by position_)) as name
            from numbered
            group by name_number
        )

        select
            case
                when value is not null
                    then {{ function('distinct_customer_names') }}(coalesce(array_agg(name order by name_number), '{}'))
            end
        from joined
    );
end
