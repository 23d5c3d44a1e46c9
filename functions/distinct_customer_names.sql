with keyed as (
    select
        position_,
        {{ function('clean_line') }}(name) as name,
        {{ function('customer_key') }}(name) as name_key
    from unnest(names) with ordinality as given (name, position_)
    offset 0
),

first_of_each as (
    select distinct on (name_key)
        position_,
        name
    from keyed
    where name_key is not null
    order by name_key, position_
)

select case when names is not null then coalesce(array_agg(name order by position_), '{}') end
from first_of_each
