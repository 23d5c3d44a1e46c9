-- Every address under which core knows a person: its own, and those of its aliases.
select linkedin_url
from {{ ref('core__people') }}
union all
select known_as.linkedin_url
from {{ ref('reference__person_identities') }} as known_as
inner join {{ ref('core__people') }} as person on known_as.person_linkedin_url = person.linkedin_url
where known_as.linkedin_url <> known_as.person_linkedin_url
