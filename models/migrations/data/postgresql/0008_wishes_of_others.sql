-- A wish waits once for each who asks for it: that another asked for it already may be what they must not know.

DROP INDEX waitlist_once;
CREATE UNIQUE INDEX waitlist_once ON waitlist (
    contact_id, agenda_id, visit_type_id, secret, COALESCE(partner_id, ''), COALESCE(booked_by_contact_id, '')
)
WHERE state IN ('WAITING', 'OFFERED');
