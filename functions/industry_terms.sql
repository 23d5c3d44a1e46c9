-- 'Gesundheit, technology' is a list; 'Technology, Information and Media' is the name of one industry.
select
    case
        when
            jsonb_typeof(value) = 'string'
            and jsonb_array_length(given.terms) = 1
            and not coalesce(mapping ? (given.terms ->> 0), false)
            and not exists (
                select 1
                from unnest(string_to_array(given.terms ->> 0, ',')) as part (term)
                where btrim(part.term) like '% %' and not coalesce(mapping ? btrim(part.term), false)
            )
            then {{ function('term_list') }}(to_jsonb(string_to_array(given.terms ->> 0, ',')))
        else given.terms
    end
from (
    select {{ function('term_list') }}(value) as terms
    limit 1
) as given
