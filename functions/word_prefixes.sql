-- 'ibm cloud private' gives 'ibm', 'ibmcloud', 'ibmcloudprivate': at most ten, joined as keys of names are.
select
    case
        when name_key is not null
            then coalesce(
                array_agg(
                    replace(array_to_string((string_to_array(name_key, ' '))[1:position_], ' '), ' ', '')
                    order by position_
                ),
                '{}'
            )
    end
from
    generate_series(
        1, least(10, case when name_key is null then 0 else cardinality(string_to_array(name_key, ' ')) end)
    ) as positions (position_)
