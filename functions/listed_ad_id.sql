-- A LinkedIn ad may be known by its page in the ad library alone.
select case when length(sent.id) <= 200 then sent.id end
from (
    select
        coalesce(
            {{ function('json_text') }}(ad -> 'creative_id'),
            {{ function('json_text') }}(ad -> 'ad_id'),
            {{ function('json_text') }}(ad -> 'adArchiveID'),
            {{ function('json_text') }}(ad -> 'ad_archive_id'),
            {{ function('json_text') }}(ad -> 'id'),
            {{ function('ad_library_number') }}({{ function('json_text') }}(ad -> 'view_details_link')),
            {{ function('ad_library_number') }}({{ function('json_text') }}(ad -> 'link'))
        ) as id
) as sent
